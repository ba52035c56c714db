package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVAccessDeniedException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStorageException;
import dev.kvcdi.KVThrottledException;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure of DynamoDB as the exception of its own that the API has for it. */
class ErrorsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private StubService service;
    private Application application;

    @BeforeEach
    void start() throws IOException {
        service = new StubService();
        application = Application.at(service.url(), StubService.TABLE, "kv.timeout", TIMEOUT.toMillis() + "ms");
    }

    @AfterEach
    void stop() {
        application.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"})
    void throttled_readsAndWrites_areThrottledAfterRetries(String code) {
        answerAll(StubService.error(400, code));
        assertThatExceptionOfType(KVThrottledException.class)
                .isThrownBy(() -> application.store.get("key"))
                .withMessageContaining("capacity");
        assertThatExceptionOfType(KVThrottledException.class).isThrownBy(() -> application.store.set("key", "value"));
        assertThatExceptionOfType(KVThrottledException.class).isThrownBy(() -> application.store.delete("key"));
        assertThat(service.asked("PutItem")).as("attempts").isGreaterThan(1);
    }

    @Test
    void throttled_thenNot_isNoFailure() {
        service.answer(
                "PutItem",
                StubService.error(400, "ThrottlingException"),
                StubService.error(400, "ProvisionedThroughputExceededException"),
                StubService.ok("{}"));
        application.store.set("key", "value");
        assertThat(service.asked("PutItem")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExpiredTokenException", "ExpiredToken"})
    void expiredCredentials_saySo(String code) {
        answerAll(StubService.error(400, code));
        assertDenied("have expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UnrecognizedClientException", "InvalidSignatureException", "MissingAuthenticationTokenException"
            })
    void refusedCredentials_saySo(String code) {
        answerAll(StubService.error(400, code));
        assertDenied("does not accept the credentials");
    }

    @Test
    void accessDenied_namesTheActionsToAllow() {
        answerAll(StubService.error(400, "AccessDeniedException"));
        assertDenied("dynamodb:DescribeTable");
    }

    @Test
    void start_tableMayNotBeCreated_namesTheActionsForThat() {
        service.answer("DescribeTable", StubService.error(400, "ResourceNotFoundException"));
        service.answer("CreateTable", StubService.error(400, "AccessDeniedException"));
        try (Application refused = Application.starting(service.url(), StubService.TABLE)) {
            assertThatExceptionOfType(KVAccessDeniedException.class)
                    .isThrownBy(() -> refused.store.get("key"))
                    .withMessageContaining("CreateTable")
                    .withMessageContaining("UpdateTimeToLive");
        }
    }

    private void assertDenied(String message) {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> application.store.get("key"),
                () -> application.store.set("key", "value"),
                () -> application.store.getAll(List.of("key")),
                () -> application.store.keys("").toList(),
                () -> application.store.atomically(batch -> batch.set("key", "value")))) {
            assertThatExceptionOfType(KVAccessDeniedException.class)
                    .isThrownBy(call)
                    .withMessageContaining(message);
        }
    }

    @Test
    void itemTooLarge_isALimit() {
        answerAll(StubService.error(
                400, "ValidationException", "Item size has exceeded the maximum allowed size of the service"));
        assertThatExceptionOfType(KVLimitException.class).isThrownBy(() -> application.store.set("key", "value"));
    }

    @Test
    void requestTooLarge_isALimit() {
        answerAll(StubService.error(413, "RequestEntityTooLarge"));
        assertThatExceptionOfType(KVLimitException.class).isThrownBy(() -> application.store.set("key", "value"));
    }

    @Test
    void otherRefusal_isAStorageFailureWithItsCode() {
        answerAll(StubService.error(400, "ValidationException", "secretword is wrong"));
        assertThatExceptionOfType(KVStorageException.class)
                .isThrownBy(() -> application.store.set("key", "value"))
                .withMessageContaining("ValidationException")
                .withMessageNotContaining("secretword");
    }

    @Test
    void transactionsTooLarge_areALimitBeforeAnythingIsSent() {
        String large = "x".repeat(300_000);
        assertThatExceptionOfType(KVLimitException.class)
                .isThrownBy(() -> application.store.atomically(batch -> {
                    for (int i = 0; i < 15; i++) {
                        batch.set("key" + i, large);
                    }
                }));
        assertThat(service.asked("TransactWriteItems")).isZero();
    }

    @Test
    void serviceFails_readIsUnavailableAndWriteUnknown() {
        answerAll(StubService.error(500, "InternalServerError"));
        assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> application.store.get("key"));
        assertThatExceptionOfType(KVOutcomeUnknownException.class)
                .isThrownBy(() -> application.store.set("key", "value"));
    }

    @Test
    void serviceFailsOnce_isNoFailure() {
        service.answer("PutItem", StubService.error(500, "InternalServerError"), StubService.ok("{}"));
        service.answer("GetItem", StubService.error(503, "ServiceUnavailable"), StubService.ok("{}"));
        application.store.set("key", "value");
        assertThat(application.store.get("key")).isEmpty();
    }

    @Test
    void noAnswer_everyCallEndsInTime() {
        answerAll(service.silence());
        assertEndsInTime(KVTimeoutException.class, () -> application.store.get("key"));
        assertEndsInTime(KVTimeoutException.class, () -> application.store.getAll(List.of("a", "b")));
        assertEndsInTime(
                KVTimeoutException.class, () -> application.store.keys("").toList());
        assertEndsInTime(KVOutcomeUnknownException.class, () -> application.store.set("key", "value"));
        assertEndsInTime(KVOutcomeUnknownException.class, () -> application.store.delete("key"));
        assertEndsInTime(
                KVOutcomeUnknownException.class,
                () -> application.store.atomically(batch -> batch.set("key", "value")));
        assertEndsInTime(KVException.class, () -> application.store.setAll(Map.of("a", "1", "b", "2")));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static void assertEndsInTime(Class<? extends KVException> expected, ThrowingCallable call) {
        long began = System.nanoTime();
        KVException failure = catchThrowableOfType(expected, call);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(failure).as("%s", expected).isNotNull();
        // Busy machines may take longer than the second that the contract allows for.
        assertThat(took).isLessThan(TIMEOUT.plusSeconds(10));
    }

    @Test
    void nobodyListens_isUnavailableAndNothingWasWritten() {
        service.close();
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> application.store.get("key"))
                .withMessageContaining("There is no connection");
        assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> application.store.set("key", "value"));
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> application.store.setAll(Map.of("a", "1", "b", "2")));
    }

    @Test
    void start_nobodyListens_doesNotFailButCallsDo() throws IOException {
        String url;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + free.getLocalPort();
        }
        try (Application down = Application.starting(url, StubService.TABLE, "kv.timeout", "2s")) {
            assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> down.store.get("key"));
        }
    }

    @Test
    void tableDeletedMeanwhile_isUnavailableUntilItIsThereAgain() {
        service.answer("GetItem", StubService.error(400, "ResourceNotFoundException"), StubService.ok("{}"));
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> application.store.get("key"))
                .withMessageContaining("deleted");
        application.awaitAnswer(Application.HEALS);
    }

    @Test
    void start_noCredentials_isAccessDeniedWithTheRemedyUntilThereAreSome() {
        String key = System.clearProperty("aws.accessKeyId");
        try (Application without = Application.starting(service.url(), StubService.TABLE)) {
            assertThatExceptionOfType(KVAccessDeniedException.class)
                    .isThrownBy(() -> without.store.get("key"))
                    .withMessageContaining("finds no credentials")
                    .withMessageContaining("AWS_ACCESS_KEY_ID");
            System.setProperty("aws.accessKeyId", key);
            await().atMost(Application.HEALS)
                    .ignoreExceptionsInstanceOf(KVAccessDeniedException.class)
                    .until(() -> !without.store.exists("key"));
        } finally {
            System.setProperty("aws.accessKeyId", key);
        }
    }

    private void answerAll(StubService.Reply reply) {
        for (String operation : List.of(
                "GetItem", "PutItem", "DeleteItem", "BatchGetItem", "BatchWriteItem", "Scan", "TransactWriteItems")) {
            service.answer(operation, reply);
        }
    }
}
