package dev.kvcdi.servers.suite;

import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;

/** The contract, kept by the NATS driver on one server. */
public class NatsContract extends DriverContract {

    @Override
    protected DriverHarness harness() {
        return new NatsPlaces(Addresses.of(Addresses.NATS), 1);
    }
}
