package dev.kvcdi.nats;

import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsCluster;
import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a cluster of three, with three replicas of each bucket. */
class ClusterContractTest extends DriverContract {

    private static NatsCluster cluster;

    @BeforeAll
    static void start() {
        cluster = NatsCluster.start(NatsBinary.CURRENT);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    protected DriverHarness harness() {
        return new NatsHarness(cluster.urls(), 3);
    }
}
