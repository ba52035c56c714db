package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Capability;
import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsCluster;
import dev.kvcdi.nats.server.NatsServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clusters that lose the leader of a bucket, and clusters of servers that decide conditions wrongly. */
class ClusterOutageTest {

    /** An election takes no longer than this, after which the client has to find another server. */
    private static final Duration ELECTED = Duration.ofMinutes(1);

    @Test
    void calls_leaderKilledOrPaused_loseNoAcknowledgedWriteAndHeal() {
        try (NatsCluster cluster = NatsCluster.start(NatsBinary.CURRENT);
                Application application = Application.on(cluster.urls(), "kv.nats.replicas", "3", "kv.timeout", "2s")) {
            NatsServer killed = cluster.leaderOf(application.bucket);
            Counts first = countUntilHealed(application, killed::kill);
            killed.start();
            NatsServer paused = cluster.leaderOf(application.bucket);
            Counts second = countUntilHealed(application, paused::pause);
            paused.resume();
            int acknowledged = first.acknowledged() + second.acknowledged();
            // A first answer is not the last of an election, and the server that goes on may not know yet that it leads
            // no longer.
            await().atMost(ELECTED)
                    .ignoreExceptionsInstanceOf(KVException.class)
                    .untilAsserted(() -> assertThat(counter(application))
                            .isBetween(acknowledged, acknowledged + first.unknown() + second.unknown()));
        }
    }

    private static int counter(Application application) {
        return application.store.get("counter").map(Integer::parseInt).orElse(0);
    }

    @Test
    void capabilities_replicasOnServersWithTheBug_haveNoConditions() {
        try (NatsCluster cluster = NatsCluster.start(NatsBinary.OLDEST);
                Application application = Application.on(cluster.urls(), "kv.nats.replicas", "3")) {
            assertThat(application.store.capabilities())
                    .containsExactlyInAnyOrder(Capability.WATCH, Capability.PERSISTENT);
            application.store.set("a", "1");
            application.store.delete("a");
            assertThat(application.store.get("a")).isEmpty();
        }
    }

    /** What became of increments. */
    private record Counts(int acknowledged, int unknown) {}

    /** Increments a counter while the fault happens, until twenty increments in a row succeed after it. */
    private static Counts countUntilHealed(Application application, Runnable fault) {
        int acknowledged = 0;
        int unknown = 0;
        int inARow = 0;
        boolean happened = false;
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (inARow < 20) {
            assertThat(System.nanoTime() - end).as("healed in time").isNegative();
            if (acknowledged >= 20 && !happened) {
                fault.run();
                happened = true;
                inARow = 0;
            }
            try {
                application.store.compute(
                        "counter",
                        now -> Optional.of(
                                Integer.toString(now.map(Integer::parseInt).orElse(0) + 1)));
                acknowledged++;
                inARow = happened ? inARow + 1 : 0;
            } catch (KVOutcomeUnknownException e) {
                unknown++;
                inARow = 0;
            } catch (KVException e) {
                inARow = 0;
                await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            }
        }
        return new Counts(acknowledged, unknown);
    }
}
