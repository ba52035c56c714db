package dev.kvcdi.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.internal.ScriptedDriver;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.KVDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration to read: its values, the stores that are demanded, and the drivers that are present. */
abstract class ConfigurationCase {

    final Map<String, String> values = new HashMap<>();
    final Map<String, Demand> demands = new LinkedHashMap<>();
    final ScriptedDriver driver = new ScriptedDriver();
    final List<KVDriver> drivers = new ArrayList<>(List.of(driver));

    void demand(String store) {
        demands.put(store, Demand.plain());
    }

    static ConfigKey key(String name, ConfigKey.Type type) {
        return ConfigKey.connection(name, type, "");
    }

    static ConfigKey text(String name) {
        return key(name, ConfigKey.Type.TEXT);
    }

    /** A driver of another class, as another jar brings. */
    static ScriptedDriver named(String name) {
        var driver = new ScriptedDriver() {};
        driver.name = name;
        return driver;
    }

    Configuration read() {
        return Configuration.read(new Configuration.Request(
                Lookup.of(values, "the test"),
                drivers,
                getClass().getClassLoader(),
                demands,
                false,
                () -> "app",
                Path.of("/data")));
    }

    StorePlan plan(String store) {
        Configuration configuration = read();
        assertThat(configuration.problems()).isEmpty();
        return configuration.plan(store);
    }

    void assertProblem(String problem) {
        assertThat(read().problems()).containsExactly(problem);
    }
}
