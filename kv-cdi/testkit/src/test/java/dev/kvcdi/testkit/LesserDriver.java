package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.StoreConfig;
import java.time.InstantSource;
import java.util.Set;

/** The in-memory driver with fewer capabilities, though its facets are there for whoever does not ask for these. */
final class LesserDriver extends WrappedDriver {

    private final Set<Capability> capabilities;

    LesserDriver(Set<Capability> capabilities) {
        super(new MemoryDriver());
        this.capabilities = Set.copyOf(capabilities);
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    Backend around(ConnectionConfig connection, StoreConfig store, Backend backend) {
        return new FaultyBackend(backend, InstantSource.system()) {
            @Override
            public Set<Capability> capabilities() {
                return capabilities;
            }
        };
    }
}
