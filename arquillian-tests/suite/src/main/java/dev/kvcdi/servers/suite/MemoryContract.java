package dev.kvcdi.servers.suite;

import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;

/** The contract, kept by the memory driver. */
public class MemoryContract extends DriverContract {

    @Override
    protected DriverHarness harness() {
        return new InstalledDriver("memory");
    }
}
