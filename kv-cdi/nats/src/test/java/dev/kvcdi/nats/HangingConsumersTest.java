package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Change;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.Watch;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is there and answers nothing more, from when a consumer is asked for, or not what is asked about consumers. */
class HangingConsumersTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String CREATED = "consumer_create_response";
    private static final String STREAM = "stream_info_response";

    private final AtomicInteger deletions = new AtomicInteger();
    private final AtomicInteger swallowed = new AtomicInteger();
    private volatile boolean hangs;
    private volatile boolean hanging;

    /** What the answers have in them that do not come. */
    private volatile String late = "";

    private NatsServer server;
    private ChangingProxy proxy;
    private Application application;

    private void start(NatsBinary binary) throws Exception {
        server = NatsServer.start(binary);
        server.awaitJetStream();
        proxy = new ChangingProxy(server.port(), this::request, this::answer);
        application = Application.on("nats://127.0.0.1:" + proxy.port(), "kv.timeout", TIMEOUT.toSeconds() + "s");
        application.store.set("a", "1");
    }

    @AfterEach
    void stop() {
        application.close();
        proxy.close();
        server.close();
    }

    private String request(String request) {
        hanging |= hangs && (request.contains("CONSUMER.CREATE") || request.contains("CONSUMER.DURABLE.CREATE"));
        if (request.contains("CONSUMER.DELETE")) {
            deletions.incrementAndGet();
        }
        return request;
    }

    /** The connection stays up. */
    private String answer(String answer) {
        if (hanging) {
            return answer.contains("PONG") ? "PONG\r\n" : "";
        }
        String type = late;
        return type.isEmpty() ? answer : swallow(type, answer);
    }

    private String swallow(String type, String answer) {
        Matcher message = Pattern.compile("MSG _INBOX\\S+ \\d+ \\d+\r\n\\{[^\r]*" + type + "[^\r]*\r\n")
                .matcher(answer);
        if (!message.find()) {
            return answer;
        }
        swallowed.incrementAndGet();
        return message.replaceAll("");
    }

    @ParameterizedTest
    @EnumSource
    void watch_noAnswer_isATimeoutThatWaitsForOneDeletionAtMost(NatsBinary binary) throws Exception {
        start(binary);
        hangs = true;
        assertTimesOut(() -> application.store.watch("", change -> {}));
        assertThat(deletions).hasValueLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void keys_noAnswer_isATimeout(NatsBinary binary) throws Exception {
        start(binary);
        hangs = true;
        assertTimesOut(() -> assertThat(application.store.keys("").count()).isPositive());
    }

    /** The watch ends while it waits for the answer about the consumer that replaces another. */
    @ParameterizedTest
    @EnumSource
    void watch_closedWhileReplacementIsLate_leavesNoThreadAndNoConsumer(NatsBinary binary) throws Exception {
        start(binary);
        int before = dispatchers();
        try (Watch watch = application.store.watch("", change -> {})) {
            assertThat(watch).isNotNull();
            late = CREATED;
            proxy.cut();
            await().atMost(Application.HEALS).until(() -> swallowed.get() > 0);
        }
        late = "";
        await().untilAsserted(() -> assertThat(dispatchers()).isEqualTo(before));
        try (PlainClient direct = server.connect()) {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(direct.jetStreamManagement().getConsumerNames(application.stream()))
                            .isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"CURRENT, " + CREATED, "CURRENT, " + STREAM, "OLDEST, " + CREATED, "OLDEST, " + STREAM})
    void watch_replacementKeepsFailing_takesNoMoreThreadsAndGoesOn(NatsBinary binary, String type) throws Exception {
        start(binary);
        Set<String> told = ConcurrentHashMap.newKeySet();
        try (Watch watch = application.store.watch("", change -> {
            if (change instanceof Change.Put<String> put) {
                told.add(put.entry().value());
            }
        })) {
            assertThat(watch).isNotNull();
            int watching = dispatchers();
            late = type;
            proxy.cut();
            await().atMost(Application.HEALS).until(() -> swallowed.get() >= 4);
            assertThat(dispatchers()).isLessThanOrEqualTo(watching);
            late = "";
            application.awaitAnswer(Application.HEALS);
            application.store.set("a", "2");
            await().atMost(Application.HEALS)
                    .untilAsserted(() -> assertThat(told).contains("2"));
        }
    }

    /** Returns how many threads of the client wait for messages of subscriptions. */
    private static int dispatchers() {
        return (int) Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey().getName().startsWith("kv-cdi nats"))
                .filter(each -> Arrays.stream(each.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith(".NatsDispatcher")))
                .count();
    }

    private static void assertTimesOut(Runnable call) {
        long begin = System.nanoTime();
        assertThatExceptionOfType(KVTimeoutException.class)
                .isThrownBy(call::run)
                .withMessageContaining("kv.timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(TIMEOUT, TIMEOUT.plusSeconds(10));
    }
}
