package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of several requests, of which an early one takes most of the time and the next has no answer. */
class DeadlineTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** More than the contract allows for, and less than a second request takes that has the whole timeout. */
    private static final Duration LATEST = TIMEOUT.plusSeconds(3);

    /** Added to the half of the timeout after which an attempt without an answer is given up. */
    private static final Duration LATE = Duration.ofMillis(1_700);

    private static final String ENTRY =
            "{\"Item\":{\"pk\":{\"S\":\"key\"},\"value\":{\"S\":\"1\"},\"kv_version\":{\"S\":\"AAAAAAAAAAAAAAAAAAAAAA\"}}}";

    private StubService service;
    private Application application;

    @BeforeEach
    void start() throws IOException {
        service = new StubService();
        application = Application.at(service.url(), StubService.TABLE, "kv.timeout", TIMEOUT.toMillis() + "ms");
        service.answer("PutItem", service.silence());
        service.answer("TransactWriteItems", service.silence());
    }

    @AfterEach
    void stop() {
        application.close();
        service.close();
    }

    @Test
    void compute_readIsLateAndPutHasNoAnswer_endsInTime() {
        readIsLate(ENTRY);
        endsInTime(KVOutcomeUnknownException.class, () -> application.store.compute("key", value -> Optional.of("2")));
    }

    @Test
    void compute_readIsLateAndPutOfAnAbsentKeyHasNoAnswer_endsInTime() {
        readIsLate("{}");
        endsInTime(KVOutcomeUnknownException.class, () -> application.store.compute("key", value -> Optional.of("2")));
    }

    @Test
    void compute_readIsLateAndDeletionHasNoAnswer_endsInTime() {
        readIsLate(ENTRY);
        endsInTime(KVOutcomeUnknownException.class, () -> application.store.compute("key", value -> Optional.empty()));
    }

    @Test
    void compute_lostLateAndReadAgainHasNoAnswer_endsInTime() {
        service.answer("GetItem", StubService.ok(ENTRY), StubService.ok(ENTRY), service.silence());
        service.answer("PutItem", service.after(LATE, StubService.error(400, "ConditionalCheckFailedException")));
        endsInTime(KVTimeoutException.class, () -> application.store.compute("key", value -> Optional.of("2")));
    }

    private void readIsLate(String answer) {
        service.answer(
                "GetItem", service.silence(), service.after(LATE, StubService.ok(answer)), StubService.ok(answer));
    }

    private static void endsInTime(Class<? extends KVException> expected, ThrowingCallable call) {
        long began = System.nanoTime();
        KVException failure = catchThrowableOfType(expected, call);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(failure).as("%s", expected).isNotNull();
        assertThat(took).isBetween(TIMEOUT.dividedBy(2), LATEST);
    }
}
