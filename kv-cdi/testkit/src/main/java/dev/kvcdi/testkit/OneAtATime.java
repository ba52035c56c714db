package dev.kvcdi.testkit;

import dev.kvcdi.spi.KVDriver;
import java.util.Map;
import java.util.Set;

/** A harness that is called by one thread at a time, whatever parts of the suite run beside each other. */
final class OneAtATime extends DriverHarness {

    private final DriverHarness harness;

    OneAtATime(DriverHarness harness) {
        this.harness = harness;
    }

    @Override
    public synchronized KVDriver driver() {
        return harness.driver();
    }

    @Override
    public synchronized Map<String, String> properties() throws Exception {
        return harness.properties();
    }

    @Override
    public synchronized void dispose(Map<String, String> properties) throws Exception {
        harness.dispose(properties);
    }

    @Override
    public synchronized int largestValue() {
        return harness.largestValue();
    }

    @Override
    public synchronized Outages outages() {
        return harness.outages();
    }

    @Override
    public synchronized Set<Class<?>> nativeTypes() {
        return harness.nativeTypes();
    }
}
