package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Entry;
import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.testkit.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections between the driver and DynamoDB Local that break, before a request, before its answer, or that hang. */
class FaultTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Keeps regions apart. A write takes it the longer the more was written in its region, and these tests write much in little time. */
    private static DynamoDbLocal server;

    private static int regions;

    private String region;
    private TcpProxy proxy;
    private Gofr direct;
    private Application application;

    @BeforeAll
    static void startServer() {
        server = DynamoDbLocal.startApart();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void start() {
        regions++;
        region = "faults-" + regions;
        proxy = new TcpProxy(server.port());
        application = Application.on("http://" + proxy.address(), "kv.timeout", "3s", "kv.dynamodb.region", region);
        direct = new Gofr(DynamoDbHarness.client(server.endpoint(), region), application.table);
    }

    @AfterEach
    void stop() {
        application.close();
        direct.close();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource
    void put_ifAbsent_oneFault_isAppliedOnceAndNoLostCondition(TcpProxy.Fate fate) {
        proxy.fail(fate, "TransactWriteItems", 1);
        Version version = application.store.put("a", "1", PutOptions.ifAbsent()).orElseThrow();
        assertThat(application.store.entry("a").map(Entry::version)).contains(version);
        assertThat(proxy.failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void put_ifVersion_oneFault_isAppliedAndNoLostCondition(TcpProxy.Fate fate) {
        Version first = application.store.put("a", "1", PutOptions.always()).orElseThrow();
        proxy.fail(fate, "PutItem", 1);
        Version second =
                application.store.put("a", "2", PutOptions.ifVersion(first)).orElseThrow();
        assertThat(application.store.entry("a").map(Entry::version)).contains(second);
        assertThat(application.store.put("a", "3", PutOptions.ifVersion(first))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void delete_ofAVersion_oneFault_isDone(TcpProxy.Fate fate) {
        Version version = application.store.put("a", "1", PutOptions.always()).orElseThrow();
        proxy.fail(fate, "TransactWriteItems", 1);
        assertThat(application.store.delete("a", version)).isTrue();
        assertThat(direct.get("a")).isEmpty();
        assertThat(proxy.failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void delete_oneFault_isDone(TcpProxy.Fate fate) {
        application.store.set("a", "1");
        proxy.fail(fate, "DeleteItem", 1);
        application.store.delete("a");
        assertThat(direct.get("a")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void atomically_oneFault_isAppliedOnce(TcpProxy.Fate fate) {
        application.store.set("b", "1");
        Version version = application.store.entry("b").orElseThrow().version();
        proxy.fail(fate, "TransactWriteItems", 1);
        assertThat(application.store.atomically(
                        batch -> batch.put("a", "1", PutOptions.ifAbsent()).delete("b", version)))
                .isTrue();
        assertThat(application.store.getAll(List.of("a", "b"))).containsExactly(Map.entry("a", "1"));
        assertThat(proxy.failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void compute_everyThirdRequestFails_countsEachCall(TcpProxy.Fate fate) {
        application.store.set("counter", "0");
        for (int i = 0; i < (fate == TcpProxy.Fate.STALLED ? 3 : 30); i++) {
            proxy.fail(fate, i % 2 == 0 ? "PutItem" : "GetItem", 1);
            application.store.compute("counter", now -> now.map(text -> Integer.toString(Integer.parseInt(text) + 1)));
        }
        assertThat(direct.get("counter")).contains(fate == TcpProxy.Fate.STALLED ? "3" : "30");
    }

    @ParameterizedTest
    @EnumSource
    void batches_faultsInTheMiddle_areWhole(TcpProxy.Fate fate) {
        Map<String, String> values = values(150);
        // The connection is the same for all requests of a call, so that it is used in the middle.
        proxy.fail(fate, "\"k75\"", 1);
        application.store.setAll(values);
        assertThat(application.store.getAll(values.keySet())).isEqualTo(values);
        proxy.fail(fate, "BatchGetItem", 1);
        assertThat(application.store.getAll(values.keySet())).isEqualTo(values);
        proxy.fail(fate, "BatchWriteItem", 1);
        application.store.deleteAll(values.keySet());
        assertThat(application.store.keys("")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void listings_faultsInTheMiddle_areComplete(TcpProxy.Fate fate) {
        Map<String, String> values = fill(3_000);
        int seen = 0;
        try (var keys = application.store.keys("k")) {
            var each = keys.iterator();
            while (each.hasNext()) {
                assertThat(values).containsKey(each.next());
                if (seen++ == 1_000) {
                    proxy.fail(fate, "Scan", 1);
                }
            }
        }
        assertThat(seen).isEqualTo(values.size());
        assertThat(proxy.failed()).isEqualTo(1);
        proxy.fail(fate, "Scan", 1);
        assertThat(application.store.entries("k").collect(Collectors.toMap(Entry::key, Entry::value)))
                .isEqualTo(values);
    }

    @Test
    void listings_connectionsKeepBreaking_areCompleteOrFail() {
        Map<String, String> values = fill(2_000);
        Random random = seeded();
        int complete = 0;
        for (int round = 0; round < 20; round++) {
            proxy.fail(
                    random.nextBoolean() ? TcpProxy.Fate.UNSENT : TcpProxy.Fate.UNANSWERED, "Scan", random.nextInt(12));
            try {
                assertThat(application.store.keys("").toList())
                        .hasSize(values.size())
                        .doesNotHaveDuplicates();
                complete++;
            } catch (KVException e) {
                assertThat(e).isNotInstanceOf(KVOutcomeUnknownException.class);
            }
        }
        proxy.cut();
        assertThat(application.store.keys("").count())
                .as("after %d complete ones", complete)
                .isEqualTo(values.size());
    }

    @Test
    void setAll_connectionsBreakAgainAndAgain_tellsTheFateOfEachKey() throws Exception {
        for (int round = 0; round < 5; round++) {
            int number = round;
            Map<String, String> values =
                    IntStream.range(0, 1_000).boxed().collect(Collectors.toMap(i -> "k" + i, i -> number + "v" + i));
            CompletableFuture<Void> write = CompletableFuture.runAsync(() -> application.store.setAll(values));
            await().pollDelay(Duration.ofMillis(60L * round)).until(() -> true);
            proxy.refuse();
            Throwable failure =
                    write.handle((done, e) -> e == null ? null : e.getCause()).get(15, TimeUnit.SECONDS);
            proxy.accepting();
            application.awaitAnswer(Application.HEALS);
            Map<String, String> now = application.store.getAll(values.keySet());
            values.forEach((key, value) -> {
                Fate fate = fate(failure, key);
                if (fate != Fate.UNKNOWN) {
                    assertThat(value.equals(now.get(key))).as("%s", fate).isEqualTo(fate == Fate.APPLIED);
                }
            });
        }
    }

    private static Fate fate(@Nullable Throwable failure, String key) {
        if (failure instanceof KVBatchException partial) {
            return partial.fates().get(key);
        }
        return failure == null ? Fate.APPLIED : Fate.NOT_APPLIED;
    }

    @Test
    void writes_connectionsCutAgainAndAgain_areAppliedAsTold() {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<?> cutting =
                CompletableFuture.runAsync(() -> IntStream.range(0, 12).forEach(i -> {
                    await().pollDelay(Duration.ofMillis(250)).until(() -> true);
                    if (i % 3 == 2) {
                        proxy.loseAnswersTo("PutItem");
                        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                    }
                    proxy.cut();
                    done.set(i == 11);
                }));
        int acknowledged = 0;
        int unknown = 0;
        List<String> kept = new ArrayList<>();
        for (int i = 0; !done.get(); i++) {
            try {
                application.store.compute(
                        "counter",
                        now -> Optional.of(
                                Integer.toString(now.map(Integer::parseInt).orElse(0) + 1)));
                acknowledged++;
                assertThat(application.store.put("kept" + i, "x", PutOptions.ifAbsent()))
                        .isPresent();
                kept.add("kept" + i);
            } catch (KVOutcomeUnknownException e) {
                unknown++;
            } catch (KVException e) {
                assertThat(e).as("not applied").isNotNull();
            }
        }
        cutting.join();
        application.awaitAnswer(Application.HEALS);
        assertThat(Integer.parseInt(direct.get("counter").orElseThrow()))
                .isBetween(acknowledged, acknowledged + unknown);
        assertThat(application.store.keys("kept")).containsAll(kept);
    }

    @ParameterizedTest
    @EnumSource
    void calls_everyConnectionFails_endInTimeAndHeal(TcpProxy.Fate fate) {
        application.store.set("a", "before");
        application.store.set("b", "before");
        Version version = application.store.entry("b").orElseThrow().version();
        proxy.fail(fate, "DynamoDB_20120810", Integer.MAX_VALUE);
        endsInTime(() -> application.store.get("a"));
        endsInTime(() -> application.store.set("a", "set"));
        endsInTime(() -> application.store.put("c", "1", PutOptions.ifAbsent()));
        endsInTime(() -> application.store.delete("b", version));
        endsInTime(() -> application.store.setAll(Map.of("d", "1", "e", "2")));
        endsInTime(() -> application.store.getAll(List.of("a", "b")));
        endsInTime(() -> assertThat(application.store.keys("").toList()).isNotNull());
        endsInTime(
                () -> application.store.atomically(batch -> batch.set("f", "1").set("g", "1")));
        endsInTime(() -> application.store.compute("a", value -> Optional.of("computed")));
        endsInTime(() -> application.store.watch("", change -> {}));
        assertThat(proxy.failed()).isGreaterThan(9);
        proxy.cut();
        application.awaitAnswer(Application.HEALS);
        application.store.set("a", "after");
        assertThat(direct.get("a")).contains("after");
    }

    @Test
    void calls_networkStalls_endInTimeAndHeal() {
        application.store.set("a", "1");
        proxy.stall();
        endsInTime(() -> application.store.get("a"));
        endsInTime(() -> application.store.set("a", "2"));
        endsInTime(() -> assertThat(application.store.keys("").toList()).isNotNull());
        proxy.cut();
        application.awaitAnswer(Application.HEALS);
        application.store.set("a", "3");
        assertThat(direct.get("a")).contains("3");
    }

    @Test
    void calls_nobodyListens_areUnavailableAndHeal() {
        application.store.set("a", "1");
        proxy.refuse();
        for (int i = 0; i < 3; i++) {
            endsInTime(() -> assertThatExceptionOfType(KVUnavailableException.class)
                    .isThrownBy(() -> application.store.get("a")));
        }
        proxy.accepting();
        application.awaitAnswer(Application.HEALS);
        assertThat(application.store.get("a")).contains("1");
    }

    @Test
    void start_nobodyListens_failsFastAndHealsWhenSomebodyDoes() {
        proxy.refuse();
        try (Application late =
                Application.starting("http://" + proxy.address(), Application.newTable(), "kv.timeout", "3s")) {
            endsInTime(() ->
                    assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> late.store.get("a")));
            proxy.accepting();
            late.awaitAnswer(Application.HEALS);
            late.store.set("a", "1");
            assertThat(late.store.get("a")).contains("1");
        }
    }

    @Test
    void calls_serverKilledAndStartedAgain_keepWhatWasAcknowledged() {
        try (DynamoDbLocal keeping = DynamoDbLocal.startKeeping();
                Application other = Application.on(keeping.endpoint(), "kv.timeout", "3s")) {
            other.store.set("a", "1");
            keeping.kill();
            endsInTime(() ->
                    assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> other.store.get("a")));
            endsInTime(() -> assertThatExceptionOfType(KVUnavailableException.class)
                    .isThrownBy(() -> other.store.set("a", "never sent")));
            keeping.startAgain();
            other.awaitAnswer(Application.HEALS);
            assertThat(other.store.get("a")).contains("1");
            other.store.set("a", "2");
            assertThat(other.store.get("a")).contains("2");
        }
    }

    /** Writes past the proxy, with more time: so many writes take a busy machine longer than a call may take here. */
    private Map<String, String> fill(int count) {
        Map<String, String> values = values(count);
        try (Application filler = Application.at(server.endpoint(), application.table, "kv.dynamodb.region", region)) {
            filler.store.setAll(values);
        }
        return values;
    }

    private static Map<String, String> values(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v" + i));
    }

    private static Random seeded() {
        long seed = Long.getLong("kvcdi.faults.seed", new Random().nextLong());
        System.getLogger(FaultTest.class.getName())
                .log(System.Logger.Level.INFO, "seed " + seed + "; to repeat: -Dkvcdi.faults.seed=" + seed);
        return new Random(seed);
    }

    /** Makes a call that may fail, and checks how long it takes, but not how quick it is. */
    private static void endsInTime(Runnable call) {
        long begin = System.nanoTime();
        try {
            call.run();
        } catch (KVException e) {
            assertThat(e).isNotNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThanOrEqualTo(TIMEOUT.plusSeconds(10));
    }
}
