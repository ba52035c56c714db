package dev.kvcdi.internal.config;

import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.KVDriver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The keys of drivers that are set for some stores, each with what was found there, for a message. */
final class FoundKeys {

    private final Lookup lookup;
    private final Map<String, String> shown = new LinkedHashMap<>();

    FoundKeys(Lookup lookup) {
        this.lookup = lookup;
    }

    void add(String store, KVDriver driver, Predicate<ConfigKey> concerned) {
        driver.configKeys().stream()
                .filter(concerned)
                .forEach(key -> add(key, CoreKeys.properties(store, driver.name(), key)));
    }

    /** Adds the first that has a value, as that is the one that counts. */
    private void add(ConfigKey key, List<String> properties) {
        for (String property : properties) {
            for (String name : key.secret() ? List.of(property, property + KeyNames.FILE_SUFFIX) : List.of(property)) {
                var value = KnownKeys.find(lookup, name);
                if (value.isPresent()) {
                    shown.put(name, ValueReader.shown(key, value.get()));
                    return;
                }
            }
        }
    }

    /** Returns a problem with the keys. */
    Problem in(Problem problem) {
        Problem full = problem;
        for (Map.Entry<String, String> entry : shown.entrySet()) {
            full = full.at(entry.getKey(), entry.getValue());
        }
        return full;
    }
}
