package dev.kvcdi.engines;

import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.failures.ExceptionsSuite;
import dev.kvcdi.failures.ThrottlingDynamoDb;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsCluster;
import dev.kvcdi.nats.server.NatsServer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Engines that many tests share, on free ports of the loopback interface: each is started when a test first asks for it, and all are
 * stopped after the last test.
 */
public final class RunningEngines implements TestExecutionListener {

    private static final Shared<NatsServer> NATS = new Shared<>(() -> {
        NatsServer server = NatsServer.start(NatsBinary.CURRENT);
        server.awaitJetStream();
        return server;
    });
    private static final Shared<NatsCluster> NATS_CLUSTER = new Shared<>(() -> NatsCluster.start(NatsBinary.CURRENT));

    private static final Shared<NatsServer> NATS_WITH_TOKEN = new Shared<>(
            () -> NatsServer.start(NatsBinary.CURRENT, "authorization { token: " + ExceptionsSuite.TOKEN + " }\n"));

    private static final Shared<ThrottlingDynamoDb> DYNAMODB_THROTTLING = new Shared<>(ThrottlingDynamoDb::new);
    private static final Shared<DynamoDbLocal> DYNAMODB = new Shared<>(DynamoDbLocal::startApart);

    /** For {@link java.util.ServiceLoader}. */
    public RunningEngines() {}

    /** The URL of a NATS server. */
    public static String nats() {
        return NATS.get().url();
    }

    /** The URLs of three NATS servers that form a cluster. */
    public static String natsCluster() {
        return NATS_CLUSTER.get().urls();
    }

    /** The URL of a NATS server that wants the token of the exceptions' suite. */
    public static String natsWithToken() {
        return NATS_WITH_TOKEN.get().url();
    }

    /** The endpoint of a DynamoDB that takes no load. */
    public static String dynamoDbThrottling() {
        return DYNAMODB_THROTTLING.get().endpoint();
    }

    /** The endpoint of a DynamoDB Local that keeps the tables of each region apart. */
    public static String dynamoDb() {
        return DYNAMODB.get().endpoint();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        NATS.stop();
        NATS_CLUSTER.stop();
        NATS_WITH_TOKEN.stop();
        DYNAMODB_THROTTLING.stop();
        DYNAMODB.stop();
    }

    /** An engine that is started at most once. */
    private static final class Shared<T extends AutoCloseable> {

        private final Supplier<T> start;
        private @Nullable T running;

        Shared(Supplier<T> start) {
            this.start = start;
        }

        synchronized T get() {
            T engine = running;
            if (engine == null) {
                engine = start.get();
                running = engine;
            }
            return engine;
        }

        synchronized void stop() {
            T engine = running;
            running = null;
            if (engine != null) {
                try {
                    engine.close();
                } catch (Exception e) {
                    throw new IllegalStateException("an engine did not stop", e);
                }
            }
        }
    }
}
