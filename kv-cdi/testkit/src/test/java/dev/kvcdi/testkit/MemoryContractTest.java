package dev.kvcdi.testkit;

import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.spi.KVDriver;

/** The in-memory driver keeps the contract. */
class MemoryContractTest extends DriverContract {

    @Override
    protected DriverHarness harness() {
        return new DriverHarness() {
            @Override
            public KVDriver driver() {
                return new MemoryDriver();
            }
        };
    }
}
