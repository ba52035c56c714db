package dev.kvcdi.nats;

import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a current nats-server. */
class CurrentServerContractTest extends DriverContract {

    private static NatsServer server;

    @BeforeAll
    static void start() {
        server = NatsServer.start(NatsBinary.CURRENT);
        server.awaitJetStream();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected DriverHarness harness() {
        return new NatsHarness(server.url(), 1);
    }
}
