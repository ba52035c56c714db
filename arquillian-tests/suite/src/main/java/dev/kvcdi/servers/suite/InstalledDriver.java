package dev.kvcdi.servers.suite;

import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.testkit.DriverHarness;
import dev.kvcdi.testkit.Outages;
import java.util.ServiceLoader;
import java.util.Set;

/** A driver that the application brings, found as the library finds it. */
class InstalledDriver extends DriverHarness {

    /** The drivers whose engines are in the server's process. */
    private static final Set<String> IN_PROCESS = Set.of("memory", "rocksdb");

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
    public Outages outages() {
        return IN_PROCESS.contains(name) ? Outages.inProcess() : super.outages();
    }

    @Override
    public Set<Class<?>> nativeTypes() {
        return nativeTypes;
    }
}
