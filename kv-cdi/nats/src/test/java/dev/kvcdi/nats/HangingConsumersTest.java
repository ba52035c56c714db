package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is there and answers nothing more, from when a consumer is asked for. */
class HangingConsumersTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final AtomicInteger deletions = new AtomicInteger();
    private volatile boolean hanging;
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
        hanging |= request.contains("CONSUMER.CREATE") || request.contains("CONSUMER.DURABLE.CREATE");
        if (request.contains("CONSUMER.DELETE")) {
            deletions.incrementAndGet();
        }
        return request;
    }

    /** The connection stays up. */
    private String answer(String answer) {
        if (!hanging) {
            return answer;
        }
        return answer.contains("PONG") ? "PONG\r\n" : "";
    }

    @ParameterizedTest
    @EnumSource
    void watch_noAnswer_isATimeoutThatWaitsForOneDeletionAtMost(NatsBinary binary) throws Exception {
        start(binary);
        assertTimesOut(() -> application.store.watch("", change -> {}));
        assertThat(deletions).hasValueLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void keys_noAnswer_isATimeout(NatsBinary binary) throws Exception {
        start(binary);
        assertTimesOut(() -> assertThat(application.store.keys("").count()).isPositive());
    }

    private static void assertTimesOut(Runnable call) {
        long begin = System.nanoTime();
        assertThatExceptionOfType(KVTimeoutException.class)
                .isThrownBy(call::run)
                .withMessageContaining("kv.timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(TIMEOUT, TIMEOUT.plusSeconds(10));
    }
}
