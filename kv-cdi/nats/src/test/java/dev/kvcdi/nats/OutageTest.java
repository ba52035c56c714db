package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Change;
import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Watch;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import dev.kvcdi.testkit.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that die, hang and come back. */
class OutageTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int WATCHES = 5;

    private NatsServer server;
    private Application application;

    private void start(NatsBinary binary) {
        server = NatsServer.start(binary);
        server.awaitJetStream();
        application = Application.on(server.url(), "kv.timeout", "2s");
    }

    @AfterEach
    void stop() {
        server.close();
        application.close();
    }

    @ParameterizedTest
    @EnumSource
    void calls_serverKilledAndStartedAgain_failFastAndHeal(NatsBinary binary) {
        start(binary);
        application.store.set("a", "1");
        server.kill();
        try (LoggedWarnings warnings = new LoggedWarnings()) {
            for (int i = 0; i < 20; i++) {
                endsInTime(() -> application.store.get("a"));
                endsInTime(() -> application.store.set("b", "zombie"));
                endsInTime(() -> assertThat(application.store.keys("")).isNotNull());
            }
            // By the first call that failed, unless the client had given the connection up before.
            assertThat(warnings.texts())
                    .filteredOn(text -> text.startsWith("KVCDI0023") || text.startsWith("KVCDI0002"))
                    .isNotEmpty()
                    .allMatch(text -> text.contains("Driver nats of test: "))
                    .hasSizeLessThanOrEqualTo(2);
        }
        server.start();
        application.awaitAnswer(Application.HEALS);
        assertThat(application.store.get("a")).contains("1");
        application.store.set("b", "2");
        assertThat(application.store.get("b")).contains("2");
    }

    @ParameterizedTest
    @EnumSource
    void calls_serverPaused_endInTimeAndHeal(NatsBinary binary) {
        start(binary);
        application.store.set("a", "1");
        server.pause();
        endsInTime(() -> application.store.get("a"));
        endsInTime(() -> application.store.set("b", "1"));
        endsInTime(() -> application.store.put("c", "1", PutOptions.ifAbsent()));
        endsInTime(() -> assertThat(application.store.keys("")).isNotNull());
        endsInTime(() -> application.store.setAll(Map.of("d", "1", "e", "2")));
        endsInTime(() -> application.store.watch("", change -> {}));
        server.resume();
        application.awaitAnswer(Application.HEALS);
        application.store.set("b", "2");
        assertThat(application.store.get("b")).contains("2");
        assertThat(application.store.get("a")).contains("1");
    }

    @ParameterizedTest
    @EnumSource
    void set_acknowledgedBeforeKill_isThereAfterwards(NatsBinary binary) throws Exception {
        start(binary);
        AtomicInteger acknowledged = new AtomicInteger(-1);
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; i < 1_000_000; i++) {
                    application.store.set("counter", Integer.toString(i));
                    acknowledged.set(i);
                }
            } catch (KVException e) {
                assertThat(e).isNotNull();
            }
        });
        writer.start();
        await().until(() -> acknowledged.get() > 200);
        server.kill();
        writer.join();
        server.start();
        application.awaitAnswer(Application.HEALS);
        assertThat(Integer.parseInt(application.store.get("counter").orElseThrow()))
                .isBetween(acknowledged.get(), acknowledged.get() + 1);
    }

    @ParameterizedTest
    @EnumSource
    void start_serverDown_failsFastAndHealsWhenItComes(NatsBinary binary) {
        server = NatsServer.start(binary);
        server.kill();
        application = Application.starting(server.url(), Application.newBucket(), "kv.timeout", "2s");
        assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> application.store.get("a"));
        server.start();
        application.awaitAnswer(Application.HEALS);
        application.store.set("a", "1");
    }

    @ParameterizedTest
    @EnumSource
    void calls_bucketDeletedByOthers_healInANewBucket(NatsBinary binary) throws Exception {
        start(binary);
        application.store.set("a", "1");
        String version = application.store.entry("a").orElseThrow().version().text();
        try (PlainClient connection = server.connect()) {
            connection.keyValueManagement().delete(application.bucket);
        }
        endsInTime(() -> application.store.set("a", "1"));
        endsInTime(() -> application.store.get("a"));
        application.awaitAnswer(Application.HEALS);
        application.store.set("a", "1");
        assertThat(application.store.entry("a").orElseThrow().version().text()).isNotEqualTo(version);
    }

    @ParameterizedTest
    @EnumSource
    void watch_connectionCutAndServerRestarted_convergesOrIsLostAndLeavesNothing(NatsBinary binary) throws Exception {
        server = NatsServer.start(binary);
        server.awaitJetStream();
        try (TcpProxy proxy = new TcpProxy(server.port())) {
            application = Application.on("nats://" + proxy.address(), "kv.timeout", "2s");
            Map<String, Optional<String>> seen = new ConcurrentHashMap<>();
            AtomicInteger lost = new AtomicInteger();
            try (Watch watch = application.store.watch("w/", change -> {
                if (change instanceof Change.Put<String> put) {
                    seen.put(put.entry().key(), Optional.of(put.entry().value()));
                } else if (change instanceof Change.Removed<String> removed) {
                    seen.put(removed.key(), Optional.empty());
                } else {
                    lost.incrementAndGet();
                    application.store.entries("w/").forEach(each -> seen.put(each.key(), Optional.of(each.value())));
                }
            })) {
                assertThat(watch).isNotNull();
                try (PlainClient direct = server.connect()) {
                    for (int i = 0; i < 20; i++) {
                        direct.keyValue(application.bucket).put("w/" + i, new byte[] {'1'});
                        direct.keyValue(application.bucket).put("other", new byte[] {'1'});
                    }
                    await().until(() -> seen.size() == 20);
                    proxy.refuse();
                    for (int i = 0; i < 10; i++) {
                        direct.keyValue(application.bucket).put("w/" + i, new byte[] {'2'});
                        direct.keyValue(application.bucket).delete("w/" + (i + 10));
                    }
                }
                proxy.accepting();
                await().atMost(Application.HEALS)
                        .until(() -> seen.values().stream()
                                        .filter(value -> value.equals(Optional.of("2")))
                                        .count()
                                == 10);
                if (lost.get() == 0) {
                    await().atMost(Application.HEALS)
                            .until(() -> seen.values().stream()
                                            .filter(Optional::isEmpty)
                                            .count()
                                    == 10);
                }
                for (int i = 0; i < 5; i++) {
                    proxy.cut();
                    application.awaitAnswer(Application.HEALS);
                }
                server.kill();
                server.start();
                application.awaitAnswer(Application.HEALS);
                application.store.set("w/0", "3");
                await().atMost(Application.HEALS).until(() -> seen.get("w/0").equals(Optional.of("3")));
            }
            try (PlainClient direct = server.connect()) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> consumers(direct).isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_afterListingsAndWatches_leavesNoConsumerAndNoThread(NatsBinary binary) throws Exception {
        start(binary);
        for (int i = 0; i < 20; i++) {
            application.store.set("a" + i, "1");
            application.store.keys("a").forEach(key -> assertThat(key).isNotEmpty());
            application.store.page("", 1, null);
            application.store.watch("a", change -> {}).close();
        }
        for (int i = 0; i < WATCHES; i++) {
            application.store.watch("a", change -> {});
        }
        try (PlainClient direct = server.connect()) {
            // The server removes what a busy machine could not delete in time, which is not most of it.
            assertThat(consumers(direct)).hasSizeLessThanOrEqualTo(2 * WATCHES);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(consumers(direct)).hasSize(WATCHES));
            // A program that ends without closing its stores would hang on others.
            assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
            application.close();
            assertThat(consumers(direct)).hasSizeLessThan(WATCHES);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(consumers(direct)).isEmpty());
        }
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private List<String> consumers(PlainClient direct) throws Exception {
        return direct.jetStreamManagement().getConsumerNames(application.stream());
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kv-cdi nats"))
                .toList();
    }

    private static void endsInTime(Runnable call) {
        long begin = System.nanoTime();
        try {
            call.run();
        } catch (KVOutcomeUnknownException e) {
            assertThat(e).isNotNull();
        } catch (KVException e) {
            assertThat(e).isNotNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThanOrEqualTo(TIMEOUT.plusSeconds(10));
    }
}
