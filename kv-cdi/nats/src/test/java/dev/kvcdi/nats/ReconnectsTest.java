package dev.kvcdi.nats;

import static org.awaitility.Awaitility.await;

import dev.kvcdi.internal.config.Configuration;
import dev.kvcdi.internal.config.Demand;
import dev.kvcdi.internal.config.Lookup;
import dev.kvcdi.internal.engine.EngineMeasures;
import dev.kvcdi.internal.engine.Engines;
import dev.kvcdi.internal.engine.Surroundings;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a connection to a real server tells of itself. */
class ReconnectsTest {

    @ParameterizedTest
    @EnumSource
    void reconnects_serverStartedAgain_areCounted(NatsBinary binary) {
        var scheduler = new ScheduledThreadPoolExecutor(1);
        try (NatsServer server = NatsServer.start(binary);
                Engines engines = new Engines(new Surroundings(
                        InstantSource.system(),
                        Duration.ofSeconds(2),
                        scheduler,
                        getClass().getClassLoader()))) {
            server.awaitJetStream();
            engines.open(configuration(server.url()).plan("default"));
            EngineMeasures measures = engines.measures().get(0);
            await().atMost(Application.HEALS).until(() -> reconnects(measures).equals(OptionalLong.of(0)));

            server.kill();
            server.start();

            // A connection that is made again may break once more before the server is ready.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> reconnects(measures).orElse(0) >= 1);
        } finally {
            scheduler.shutdownNow();
        }
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
