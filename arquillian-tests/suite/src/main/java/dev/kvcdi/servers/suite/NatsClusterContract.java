package dev.kvcdi.servers.suite;

import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;

/** The contract, kept by the NATS driver on a cluster of three, with three replicas of each bucket. */
public class NatsClusterContract extends DriverContract {

    @Override
    protected DriverHarness harness() {
        return new NatsPlaces(Addresses.of(Addresses.NATS_CLUSTER), 3);
    }
}
