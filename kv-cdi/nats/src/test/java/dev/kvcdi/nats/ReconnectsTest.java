package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.internal.config.Configuration;
import dev.kvcdi.internal.config.Demand;
import dev.kvcdi.internal.config.Lookup;
import dev.kvcdi.internal.engine.EngineMeasures;
import dev.kvcdi.internal.engine.Engines;
import dev.kvcdi.internal.engine.Surroundings;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.testkit.TcpProxy;
import io.nats.client.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a connection to a real server tells of itself. */
class ReconnectsTest {

    private static final int WRITES = 80;
    private static final PutRequest LARGE =
            PutRequest.of(Key.of("key").orElseThrow(), new byte[300_000], StoredEntry.NEVER, Condition.none());

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void reconnects_serverStartedAgain_areCounted(NatsBinary binary) {
        try (NatsServer server = NatsServer.start(binary);
                Engines engines = engines()) {
            server.awaitJetStream();
            engines.open(configuration(server.url()).plan("default"));
            EngineMeasures measures = awaitMeasures(engines);

            server.kill();
            server.start();

            // A connection that is made again may break once more before the server is ready.
            await().atMost(Application.HEALS).until(() -> reconnects(measures).orElse(0) >= 1);
        }
    }

    /** What was not sent is never sent: another connection is made then, by another client. */
    @ParameterizedTest
    @EnumSource
    void reconnects_brokenWithUnsentMessages_areCounted(NatsBinary binary) throws Exception {
        try (NatsServer server = NatsServer.start(binary);
                TcpProxy proxy = new TcpProxy(server.port());
                Engines engines = engines()) {
            server.awaitJetStream();
            Backend backend =
                    engines.open(configuration("nats://" + proxy.address()).plan("default"));
            EngineMeasures measures = awaitMeasures(engines);
            Connection first = connection(backend);

            proxy.stall();
            // More than the network takes: the rest waits in the client.
            List<CompletableFuture<Optional<Version>>> writes = IntStream.range(0, WRITES)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> backend.put(LARGE), task -> new Thread(task).start()))
                    .toList();
            for (CompletableFuture<Optional<Version>> each : writes) {
                assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> each.get(1, TimeUnit.MINUTES));
            }
            proxy.cut();

            await().atMost(Application.HEALS)
                    .ignoreExceptionsInstanceOf(EngineException.class)
                    .until(() -> connection(backend) != first);
            assertThat(first.getStatistics().getReconnects())
                    .as("made again by the client that gave up")
                    .isZero();
            await().atMost(Application.HEALS).until(() -> reconnects(measures).orElse(0) >= 1);
        }
    }

    private Engines engines() {
        return new Engines(new Surroundings(
                InstantSource.system(),
                Duration.ofSeconds(2),
                scheduler,
                getClass().getClassLoader()));
    }

    private static EngineMeasures awaitMeasures(Engines engines) {
        EngineMeasures measures = engines.measures().get(0);
        await().atMost(Application.HEALS).until(() -> reconnects(measures).equals(OptionalLong.of(0)));
        return measures;
    }

    private static Connection connection(Backend backend) {
        return backend.facet(NativeFacet.class).orElseThrow().use(Connection.class, connection -> connection);
    }

    private static OptionalLong reconnects(EngineMeasures measures) {
        return measures.read(NatsMetrics.RECONNECTS);
    }

    private Configuration configuration(String url) {
        return Configuration.read(new Configuration.Request(
                Lookup.of(
                        Map.of("kv.driver", "nats", "kv.nats.servers", url, "kv.nats.bucket", Application.newBucket()),
                        "the test"),
                List.of(),
                getClass().getClassLoader(),
                Map.of("default", Demand.plain()),
                false,
                () -> "test",
                Path.of("unused").toAbsolutePath()));
    }
}
