package dev.kvcdi.it.http;

import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The sample on a NATS server that is down at first. */
@ArquillianTest
class NatsDownIT implements EngineDown {

    private static @Nullable NatsServer server;

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive sample() {
        NatsServer down = NatsServer.start(NatsBinary.CURRENT);
        server = down;
        down.kill();
        return SampleArchive.withoutRocksDb("nats-down.war", "kv.driver=nats", "kv.nats.servers=" + down.url());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public URI base() {
        return base;
    }

    @Override
    public String driver() {
        return "nats";
    }

    @Override
    public void startEngine() {
        engine().start();
    }

    @Override
    public void pauseEngine() {
        engine().pause();
    }

    @Override
    public void resumeEngine() {
        engine().resume();
    }

    private static NatsServer engine() {
        if (server == null) {
            throw new IllegalStateException("the deployment was not made");
        }
        return server;
    }
}
