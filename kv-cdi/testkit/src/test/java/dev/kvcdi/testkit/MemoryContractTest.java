package dev.kvcdi.testkit;

import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.spi.KVDriver;
import java.util.NavigableMap;
import java.util.Set;

/** The in-memory driver keeps the contract. */
class MemoryContractTest extends DriverContract {

    @Override
    protected DriverHarness harness() {
        return new DriverHarness() {
            @Override
            public KVDriver driver() {
                return new MemoryDriver();
            }

            @Override
            public Outages outages() {
                return Outages.inProcess();
            }

            @Override
            public Set<Class<?>> nativeTypes() {
                return Set.of(NavigableMap.class);
            }
        };
    }
}
