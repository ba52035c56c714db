package dev.kvcdi.servers.suite;

import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.testkit.DriverHarness;
import java.util.ServiceLoader;
import java.util.Set;

/** A driver that the application brings, found as the library finds it. */
class InstalledDriver extends DriverHarness {

    private final String name;
    private final Set<Class<?>> nativeTypes;

    InstalledDriver(String name, Class<?>... nativeTypes) {
        this.name = name;
        this.nativeTypes = Set.of(nativeTypes);
    }

    @Override
    public KVDriver driver() {
        return ServiceLoader.load(KVDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(driver -> driver.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no driver " + name + " in the application"));
    }

    @Override
    public Set<Class<?>> nativeTypes() {
        return nativeTypes;
    }
}
