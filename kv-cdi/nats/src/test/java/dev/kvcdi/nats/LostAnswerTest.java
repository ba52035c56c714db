package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import dev.kvcdi.testkit.TcpProxy;
import io.nats.client.JetStreamApiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers and requests that get lost between the driver and the server. */
class LostAnswerTest {

    private NatsServer server;
    private TcpProxy proxy;
    private PlainClient direct;
    private Application application;

    /** Begins with calls that may take longer than anything that is found again; what is lost for good they wait for as long. */
    private void start(NatsBinary binary) {
        start(binary, "30s");
    }

    private void start(NatsBinary binary, String timeout) {
        server = NatsServer.start(binary);
        server.awaitJetStream();
        proxy = new TcpProxy(server.port());
        direct = server.connect();
        application = Application.on("nats://" + proxy.address(), "kv.timeout", timeout);
    }

    @AfterEach
    void stop() throws Exception {
        application.close();
        direct.close();
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void set_answerLost_isFoundAgain(NatsBinary binary) throws Exception {
        start(binary);
        CompletableFuture<Optional<Version>> write =
                losingTheAnswer(() -> application.store.put("a", "1", PutOptions.always()), "a");
        assertThat(write.get(1, TimeUnit.MINUTES))
                .contains(application.store.entry("a").orElseThrow().version());
    }

    @ParameterizedTest
    @EnumSource
    void putIfAbsent_answerLost_isSuccessAndNoLostCondition(NatsBinary binary) throws Exception {
        start(binary);
        CompletableFuture<Optional<Version>> write =
                losingTheAnswer(() -> application.store.put("a", "1", PutOptions.ifAbsent()), "a");
        assertThat(write.get(1, TimeUnit.MINUTES))
                .contains(application.store.entry("a").orElseThrow().version());
    }

    @ParameterizedTest
    @EnumSource
    void setAll_answersLost_areFoundAgain(NatsBinary binary) throws Exception {
        start(binary);
        Map<String, String> values =
                IntStream.range(0, 100).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v" + i));
        CompletableFuture<Boolean> write = losingTheAnswer(
                () -> {
                    application.store.setAll(values);
                    return true;
                },
                "k99");
        assertThat(write.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(application.store.getAll(values.keySet())).isEqualTo(values);
    }

    @ParameterizedTest
    @EnumSource(names = "CURRENT")
    void atomically_answerLost_isSuccess(NatsBinary binary) throws Exception {
        start(binary);
        CompletableFuture<Boolean> write = losingTheAnswer(
                () -> application.store.atomically(
                        batch -> batch.put("a", "1", PutOptions.ifAbsent()).set("b", "2")),
                "b");
        assertThat(write.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(application.store.getAll(List.of("a", "b")))
                .containsEntry("a", "1")
                .containsEntry("b", "2");
    }

    @ParameterizedTest
    @EnumSource
    void putIfAbsent_requestLost_isSentAgainAndAppliedOnce(NatsBinary binary) throws Exception {
        start(binary);
        proxy.loseFrom("HPUB $KV.");
        CompletableFuture<Optional<Version>> write =
                CompletableFuture.supplyAsync(() -> application.store.put("a", "1", PutOptions.ifAbsent()));
        await().until(proxy::losing);
        proxy.cut();
        assertThat(write.get(1, TimeUnit.MINUTES))
                .contains(application.store.entry("a").orElseThrow().version());
    }

    @ParameterizedTest
    @EnumSource
    void set_requestLost_isUnknownInTimeAndNeverAppliedLater(NatsBinary binary) throws Exception {
        start(binary, "3s");
        application.store.set("a", "before");
        proxy.loseRequests();
        long begin = System.nanoTime();
        assertThatExceptionOfType(KVOutcomeUnknownException.class).isThrownBy(() -> application.store.set("a", "lost"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(13));
        proxy.cut();
        application.awaitAnswer(Application.HEALS);
        assertThat(application.store.get("a")).contains("before");
        application.store.set("a", "after");
        assertThat(application.store.get("a")).contains("after");
    }

    @ParameterizedTest
    @EnumSource
    void set_whileDisconnected_failsAtOnceAndIsNeverAppliedLater(NatsBinary binary) throws Exception {
        start(binary, "3s");
        application.store.set("a", "before");
        proxy.refuse();
        await().untilAsserted(() ->
                assertThatExceptionOfType(KVException.class).isThrownBy(() -> application.store.get("a")));
        for (int i = 0; i < 50; i++) {
            assertThatExceptionOfType(KVException.class)
                    .isThrownBy(() -> application.store.set("a", "zombie"))
                    .isNotInstanceOf(KVOutcomeUnknownException.class);
        }
        direct.keyValue(application.bucket).put("a", "theirs".getBytes(StandardCharsets.UTF_8));
        proxy.accepting();
        application.awaitAnswer(Application.HEALS);
        assertThat(application.store.get("a")).contains("theirs");
        assertThat(application.store.put("b", "1", PutOptions.ifAbsent())).isPresent();
        assertThat(application.store.get("a")).contains("theirs");
    }

    @ParameterizedTest
    @EnumSource
    void set_notSentWhenTheConnectionBreaks_isNeverSentLater(NatsBinary binary) throws Exception {
        start(binary, "3s");
        String large = "x".repeat(300_000);
        proxy.stall();
        // More than the network takes: the rest waits in the client.
        List<CompletableFuture<Void>> writes = IntStream.range(0, 80)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> application.store.set("zombie" + i, large), task -> new Thread(task).start()))
                .toList();
        for (CompletableFuture<Void> each : writes) {
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> each.get(1, TimeUnit.MINUTES));
        }
        proxy.cut();
        application.awaitAnswer(Application.HEALS);
        // What is sent before this is applied before it.
        application.store.set("last", "1");
        assertThat(application.store.keys("")).containsExactly("last");
    }

    @ParameterizedTest
    @EnumSource
    void writes_connectionCutAgainAndAgain_areAppliedAsTold(NatsBinary binary) throws Exception {
        start(binary);
        CompletableFuture<?> cutting =
                CompletableFuture.runAsync(() -> IntStream.range(0, 8).forEach(i -> {
                    await().pollDelay(Duration.ofMillis(400)).until(() -> true);
                    proxy.cut();
                }));
        int acknowledged = 0;
        int unknown = 0;
        while (!cutting.isDone()) {
            try {
                application.store.compute(
                        "counter",
                        now -> Optional.of(
                                Integer.toString(now.map(Integer::parseInt).orElse(0) + 1)));
                acknowledged++;
            } catch (KVOutcomeUnknownException e) {
                unknown++;
            } catch (KVException e) {
                assertThat(e).as("not applied").isNotNull();
            }
        }
        application.awaitAnswer(Application.HEALS);
        assertThat(Integer.parseInt(application.store.get("counter").orElseThrow()))
                .isBetween(acknowledged, acknowledged + unknown);
    }

    @ParameterizedTest
    @EnumSource
    void setAll_connectionCut_tellsTheFateOfEachKey(NatsBinary binary) throws Exception {
        start(binary, "3s");
        for (int round = 0; round < 3; round++) {
            int number = round;
            Map<String, String> values =
                    IntStream.range(0, 5_000).boxed().collect(Collectors.toMap(i -> "k" + i, i -> number + "v" + i));
            CompletableFuture<Void> write = CompletableFuture.runAsync(() -> application.store.setAll(values));
            await().pollDelay(Duration.ofMillis(20L * round)).until(() -> true);
            proxy.cut();
            Throwable failure =
                    write.handle((done, e) -> e == null ? null : e.getCause()).get(1, TimeUnit.MINUTES);
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

    @ParameterizedTest
    @EnumSource
    void keys_connectionCutMeanwhile_areAllThereOrFail(NatsBinary binary) throws Exception {
        start(binary, "3s");
        Map<String, String> values =
                IntStream.range(0, 4_000).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
        values.keySet().stream()
                .collect(Collectors.groupingBy(key -> key.hashCode() & 7))
                .values()
                .forEach(part ->
                        application.store.setAll(part.stream().collect(Collectors.toMap(key -> key, values::get))));
        int complete = 0;
        for (int round = 0; round < 10; round++) {
            int delay = round * 20;
            CompletableFuture<?> cut = CompletableFuture.runAsync(() -> {
                await().pollDelay(Duration.ofMillis(delay)).until(() -> true);
                proxy.cut();
            });
            try {
                assertThat(application.store.keys("").toList())
                        .hasSize(values.size())
                        .doesNotHaveDuplicates();
                complete++;
            } catch (KVException e) {
                assertThat(e).isNotInstanceOf(KVOutcomeUnknownException.class);
            }
            cut.get(1, TimeUnit.MINUTES);
            application.awaitAnswer(Application.HEALS);
        }
        assertThat(application.store.keys("").count())
                .as("after %d complete ones", complete)
                .isEqualTo(values.size());
    }

    private static Fate fate(@Nullable Throwable failure, String key) {
        if (failure instanceof KVBatchException partial) {
            return partial.fates().get(key);
        }
        return failure == null ? Fate.APPLIED : Fate.NOT_APPLIED;
    }

    /** Runs a write whose request arrives and whose answer does not; then the connection breaks. */
    private <T> CompletableFuture<T> losingTheAnswer(Supplier<T> write, String lastKey) throws Exception {
        long before = lastSequence(lastKey);
        proxy.loseAnswersTo("HPUB $KV.");
        CompletableFuture<T> writing = CompletableFuture.supplyAsync(write);
        await().until(() -> lastSequence(lastKey) > before);
        assertThat(writing).isNotDone();
        proxy.cut();
        return writing;
    }

    private long lastSequence(String key) throws Exception {
        try {
            return direct.jetStreamManagement()
                    .getLastMessage(application.stream(), "$KV." + application.bucket + "." + key)
                    .getSeq();
        } catch (JetStreamApiException e) {
            return 0;
        }
    }
}
