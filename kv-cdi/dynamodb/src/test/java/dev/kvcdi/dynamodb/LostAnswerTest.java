package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVThrottledException;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that are repeated because an answer was lost, or left undone. */
class LostAnswerTest {

    private static final Pattern WRITE_ID = Pattern.compile("\"kv_version\":\\{\"S\":\"([A-Za-z0-9_-]{22})\"}");
    private static final Pattern TOKEN = Pattern.compile("\"ClientRequestToken\":\"([^\"]+)\"");
    private static final Version EXPECTED = Version.of("AAAAAAAAAAAAAAAAAAAAAA");
    private static final String OTHERS =
            "{\"Item\":{\"pk\":{\"S\":\"key\"},\"kv_version\":{\"S\":\"" + EXPECTED + "\"}}}";

    private static final String NEWER = "{\"pk\":{\"S\":\"key\"},\"kv_format\":{\"N\":\"2\"}}";

    private StubService service;
    private Application application;

    @BeforeEach
    void start() throws IOException {
        service = new StubService();
        application = Application.at(service.url(), StubService.TABLE, "kv.timeout", "2s");
    }

    @AfterEach
    void stop() {
        application.close();
        service.close();
    }

    @Test
    void putIfAbsent_refusedAtOnce_isLostWithoutASecondLook() {
        service.answer("TransactWriteItems", StubService.cancelled("ConditionalCheckFailed"));
        long reads = service.asked("GetItem");
        assertThat(application.store.put("key", "value", PutOptions.ifAbsent())).isEmpty();
        assertThat(service.asked("GetItem")).isEqualTo(reads);
    }

    @Test
    void putIfAbsent_refusedAfterThrottling_isLost() {
        service.answer(
                "TransactWriteItems",
                StubService.error(400, "ThrottlingException"),
                StubService.cancelled("ConditionalCheckFailed"));
        assertThat(application.store.put("key", "value", PutOptions.ifAbsent())).isEmpty();
    }

    @Test
    void putIfAbsent_answerLost_isAskedForAgainByTheSameToken() {
        service.answer("TransactWriteItems", StubService.lost(), StubService.ok("{}"));
        assertThat(application.store.put("key", "value", PutOptions.ifAbsent())).contains(Version.of(written()));
        assertThat(service.asked("TransactWriteItems")).isEqualTo(2);
        assertThat(tokens()).hasSize(1);
    }

    @Test
    void putIfAbsent_answerLostThenRefusedByItself_isSuccess() {
        service.answer("TransactWriteItems", StubService.lost(), StubService.cancelled("ConditionalCheckFailed"));
        service.answer("GetItem", StubService.ok(body -> itemOf(written())));
        assertThat(application.store.put("key", "value", PutOptions.ifAbsent())).contains(Version.of(written()));
    }

    @Test
    void putIfAbsent_answerLostAndAnothersWriteFound_isUnknownAndNotLost() {
        service.answer("TransactWriteItems", StubService.lost(), StubService.cancelled("ConditionalCheckFailed"));
        service.answer("GetItem", StubService.ok(OTHERS));
        assertThatExceptionOfType(KVOutcomeUnknownException.class)
                .isThrownBy(() -> application.store.put("key", "value", PutOptions.ifAbsent()));
    }

    @Test
    void putIfVersion_serviceFailsThenRefusesByItself_isSuccess() {
        service.answer(
                "PutItem",
                StubService.error(500, "InternalServerError"),
                StubService.error(400, "ConditionalCheckFailedException"));
        service.answer("GetItem", StubService.ok(body -> itemOf(written())));
        assertThat(application.store.put("key", "value", PutOptions.ifVersion(EXPECTED)))
                .contains(Version.of(written()));
    }

    @Test
    void putIfVersion_answerLostAndAnothersWriteFound_isUnknownAndNotLost() {
        service.answer("PutItem", StubService.lost(), StubService.error(400, "ConditionalCheckFailedException"));
        service.answer("GetItem", StubService.ok(OTHERS));
        assertThatExceptionOfType(KVOutcomeUnknownException.class)
                .isThrownBy(() -> application.store.put("key", "value", PutOptions.ifVersion(EXPECTED)));
    }

    @Test
    void set_allAnswersLost_isFoundAgain() {
        service.answer("PutItem", StubService.lost());
        service.answer("GetItem", StubService.ok("{}"), StubService.ok(body -> itemOf(written())));
        assertThat(application.store.put("key", "value", PutOptions.always())).contains(Version.of(written()));
    }

    @Test
    void deleteExpected_answerLost_isAskedForAgainByTheSameToken() {
        service.answer("TransactWriteItems", StubService.lost(), StubService.ok("{}"));
        assertThat(application.store.delete("key", EXPECTED)).isTrue();
        assertThat(service.asked("TransactWriteItems")).isEqualTo(2);
        assertThat(tokens()).hasSize(1);
    }

    @Test
    void deleteExpected_otherVersion_isLost() {
        service.answer("TransactWriteItems", StubService.cancelled("ConditionalCheckFailed"));
        assertThat(application.store.delete("key", EXPECTED)).isFalse();
    }

    @Test
    void atomically_oneConditionLost_isLost() {
        service.answer("TransactWriteItems", StubService.cancelled("None", "ConditionalCheckFailed"));
        assertThat(application.store.atomically(batch -> batch.set("a", "1").put("b", "2", PutOptions.ifAbsent())))
                .isFalse();
    }

    @Test
    void atomically_conflictAndProgress_areWaitedFor() {
        service.answer(
                "TransactWriteItems",
                StubService.cancelled("TransactionConflict", "None"),
                StubService.error(400, "TransactionInProgressException"),
                StubService.ok("{}"));
        assertThat(application.store.atomically(batch -> batch.set("a", "1").set("b", "2")))
                .isTrue();
    }

    @Test
    void atomically_throttledToTheEnd_isThrottled() {
        service.answer("TransactWriteItems", StubService.cancelled("None", "ThrottlingError"));
        assertThatExceptionOfType(KVThrottledException.class)
                .isThrownBy(() -> application.store.atomically(
                        batch -> batch.set("a", "1").set("b", "2")));
    }

    @Test
    void atomically_answersLostToTheEnd_isUnknown() {
        service.answer("TransactWriteItems", StubService.lost());
        assertThatExceptionOfType(KVOutcomeUnknownException.class)
                .isThrownBy(() -> application.store.atomically(
                        batch -> batch.set("a", "1").set("b", "2")));
    }

    @Test
    void atomically_answerLostAndThenRefused_isUnknownAndNotLost() {
        service.answer(
                "TransactWriteItems", StubService.lost(), StubService.cancelled("ConditionalCheckFailed", "None"));
        assertThatExceptionOfType(KVOutcomeUnknownException.class)
                .isThrownBy(() -> application.store.atomically(
                        batch -> batch.put("a", "1", PutOptions.ifAbsent()).set("b", "2")));
    }

    @Test
    void atomically_answerLostAndThenRefused_isSuccessWhenAWriteIsFound() {
        service.answer(
                "TransactWriteItems", StubService.lost(), StubService.cancelled("ConditionalCheckFailed", "None"));
        service.answer("GetItem", StubService.ok("{}"), StubService.ok(body -> itemOf(written())));
        assertThat(application.store.atomically(
                        batch -> batch.put("key", "1", PutOptions.ifAbsent()).delete("b")))
                .isTrue();
    }

    @Test
    void atomically_answerLostAndThenAnotherVersion_isLostSinceItNeverComesBack() {
        service.answer(
                "TransactWriteItems", StubService.lost(), StubService.cancelled("None", "ConditionalCheckFailed"));
        assertThat(application.store.atomically(
                        batch -> batch.put("a", "1", PutOptions.ifAbsent()).delete("b", EXPECTED)))
                .isFalse();
    }

    @Test
    void set_transactionHasTheKey_isTriedAgain() {
        service.answer(
                "PutItem",
                StubService.error(400, "TransactionConflictException"),
                StubService.error(400, "TransactionConflictException"),
                StubService.ok("{}"));
        application.store.set("key", "value");
        assertThat(service.asked("PutItem")).isEqualTo(3);
    }

    @Test
    void delete_newerFormat_isRefused() {
        service.answer("DeleteItem", StubService.refused(NEWER));
        assertThatExceptionOfType(KVUnsupportedException.class).isThrownBy(() -> application.store.delete("key"));
    }

    @Test
    void delete_answerLostAndThenANewerFormat_isUnknown() {
        service.answer("DeleteItem", StubService.lost(), StubService.refused(NEWER));
        assertThatExceptionOfType(KVOutcomeUnknownException.class).isThrownBy(() -> application.store.delete("key"));
    }

    @Test
    void putIfAbsent_answerLostAndThenANewerFormat_isUnknown() {
        service.answer("TransactWriteItems", StubService.lost(), StubService.cancelledBy(NEWER));
        assertThatExceptionOfType(KVOutcomeUnknownException.class)
                .isThrownBy(() -> application.store.put("key", "value", PutOptions.ifAbsent()));
    }

    @Test
    void deleteExpected_answerLostAndThenANewerFormat_isRefusedSinceTheVersionNeverComesBack() {
        service.answer("TransactWriteItems", StubService.lost(), StubService.cancelledBy(NEWER));
        assertThatExceptionOfType(KVUnsupportedException.class)
                .isThrownBy(() -> application.store.delete("key", EXPECTED));
    }

    @Test
    void delete_answerLostAndThenAbsent_isDone() {
        service.answer("DeleteItem", StubService.lost(), StubService.error(400, "ConditionalCheckFailedException"));
        application.store.delete("key");
        assertThat(service.asked("DeleteItem")).isEqualTo(2);
    }

    @Test
    void setAll_partLeftUndone_isAskedForAgain() {
        service.answer(
                "BatchWriteItem", StubService.unwritten("a", "b"), StubService.unwritten("b"), StubService.ok("{}"));
        application.store.setAll(Map.of("a", "1", "b", "2", "c", "3"));
        assertThat(service.asked("BatchWriteItem")).isEqualTo(3);
    }

    @Test
    void setAll_partStaysUndone_tellsEachKeysFate() {
        service.answer("BatchWriteItem", StubService.unwritten("b"));
        KVBatchException failure = catchThrowableOfType(
                KVBatchException.class, () -> application.store.setAll(Map.of("a", "1", "b", "2", "c", "3")));
        assertThat(failure.fates())
                .containsEntry("a", Fate.APPLIED)
                .containsEntry("b", Fate.NOT_APPLIED)
                .containsEntry("c", Fate.APPLIED);
    }

    @Test
    void setAll_answersLost_tellsThatTheyMayBeApplied() {
        Map<String, String> values =
                IntStream.range(0, 30).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "value"));
        service.answer("BatchWriteItem", StubService.ok("{}"), StubService.lost());
        KVBatchException failure = catchThrowableOfType(KVBatchException.class, () -> application.store.setAll(values));
        assertThat(failure.fates().values().stream().filter(Fate.APPLIED::equals))
                .hasSize(25);
        assertThat(failure.fates().values().stream().filter(Fate.UNKNOWN::equals))
                .hasSize(5);
    }

    @Test
    void getAll_partLeftUndone_isAskedForAgain() {
        service.answer(
                "BatchGetItem",
                StubService.read(List.of("a"), List.of("b")),
                StubService.read(List.of("b"), List.of()));
        assertThat(application.store.getAll(List.of("a", "b"))).containsOnlyKeys("a", "b");
    }

    private Set<String> tokens() {
        return service.bodies().stream()
                .flatMap(body -> TOKEN.matcher(body).results())
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    private static String itemOf(String writeId) {
        return "{\"Item\":{\"pk\":{\"S\":\"key\"},\"kv_version\":{\"S\":\"" + writeId + "\"}}}";
    }

    /** Returns the write id of the put that was asked for. */
    private String written() {
        return service.bodies().stream()
                .map(WRITE_ID::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .filter(id -> !Objects.equals(id, EXPECTED.text()))
                .findFirst()
                .orElseThrow();
    }
}
