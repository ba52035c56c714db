package dev.kvcdi.it.http;

import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The sample on a DynamoDB Local that is down at first. */
@ArquillianTest
class DynamoDbDownIT implements EngineDown {

    private static @Nullable DynamoDbLocal server;

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive sample() {
        DynamoDbLocal down = DynamoDbLocal.start();
        server = down;
        down.kill();
        return SampleArchive.withoutRocksDb(
                "dynamodb-down.war",
                "kv.driver=dynamodb",
                "kv.dynamodb.endpoint=" + down.endpoint(),
                "kv.dynamodb.create-table=true");
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
        return "dynamodb";
    }

    @Override
    public void startEngine() {
        engine().startAgain();
    }

    @Override
    public void pauseEngine() {
        engine().pause();
    }

    @Override
    public void resumeEngine() {
        engine().resume();
    }

    private static DynamoDbLocal engine() {
        if (server == null) {
            throw new IllegalStateException("the deployment was not made");
        }
        return server;
    }
}
