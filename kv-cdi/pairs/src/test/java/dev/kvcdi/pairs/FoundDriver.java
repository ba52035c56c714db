package dev.kvcdi.pairs;

import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.testkit.DriverHarness;
import dev.kvcdi.testkit.Outages;
import java.util.List;
import java.util.ServiceLoader;

/** A driver as the library finds it, with its engine in this process. */
class FoundDriver extends DriverHarness {

    private final String name;

    FoundDriver(String name) {
        this.name = name;
    }

    /** The names of all drivers. */
    static List<String> names() {
        return ServiceLoader.load(KVDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(KVDriver::name)
                .toList();
    }

    @Override
    public final KVDriver driver() {
        return ServiceLoader.load(KVDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(driver -> driver.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no driver " + name));
    }

    @Override
    public Outages outages() {
        return Outages.inProcess();
    }
}
