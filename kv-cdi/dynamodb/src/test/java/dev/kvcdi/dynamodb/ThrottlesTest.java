package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Condition;
import dev.kvcdi.internal.config.Configuration;
import dev.kvcdi.internal.config.Demand;
import dev.kvcdi.internal.config.Lookup;
import dev.kvcdi.internal.engine.EngineMeasures;
import dev.kvcdi.internal.engine.Engines;
import dev.kvcdi.internal.engine.Surroundings;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The throttled requests that operators are told of, whatever became of them. */
class ThrottlesTest {

    private static final Key A = key("a");
    private static final Key B = key("b");
    private static final GetRequest READ = GetRequest.of(A);

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final Engines engines = new Engines(new Surroundings(
            InstantSource.system(), Duration.ofSeconds(2), scheduler, getClass().getClassLoader()));
    private StubService service;
    private Backend backend;
    private EngineMeasures measures;

    @BeforeEach
    void start() throws IOException {
        service = new StubService();
        backend = engines.open(configuration(service.url()).plan("default"));
        measures = engines.measures().get(0);
        await().until(() -> measures.read(DynamoDbMetrics.THROTTLES).isPresent());
    }

    @AfterEach
    void stop() {
        engines.close();
        service.close();
        scheduler.shutdownNow();
    }

    @Test
    void throttles_thatARetryHides_areCounted() {
        service.answer(
                "GetItem",
                StubService.error(400, "ThrottlingException"),
                StubService.error(400, "ProvisionedThroughputExceededException"),
                StubService.ok("{}"));

        backend.get(READ);

        assertThat(throttles()).hasValue(2);
    }

    @Test
    void throttles_untilTheCallFails_areCountedEach() {
        service.answer("GetItem", StubService.error(400, "RequestLimitExceeded"));

        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> backend.get(READ));

        assertThat(throttles()).hasValue(service.asked("GetItem"));
    }

    @Test
    void otherFailures_areNotCounted() {
        service.answer("GetItem", StubService.error(500, "InternalServerError"), StubService.ok("{}"));

        backend.get(READ);

        assertThat(throttles()).hasValue(0);
    }

    @Test
    void batchOfReads_answersThatBringNothing_areCounted() {
        service.answer(
                "BatchGetItem",
                StubService.read(List.of(), List.of("a", "b")),
                StubService.read(List.of("a"), List.of("b")),
                StubService.read(List.of(), List.of("b")),
                StubService.read(List.of("b"), List.of()));

        batches().getAll(List.of(A, B));

        assertThat(throttles()).hasValue(2);
    }

    @Test
    void batchOfReads_answersThatAreFull_areNotCounted() {
        service.answer(
                "BatchGetItem",
                StubService.read(List.of("a"), List.of("b")),
                StubService.read(List.of("b"), List.of()));

        batches().getAll(List.of(A, B));

        assertThat(throttles()).hasValue(0);
    }

    @Test
    void batchOfWrites_answersThatLeavePutsUndone_areCounted() {
        service.answer(
                "BatchWriteItem",
                StubService.unwritten("a", "b"),
                StubService.error(400, "ThrottlingException"),
                StubService.unwritten("b"),
                StubService.ok("{}"));

        batches().putAll(List.of(put(A, Condition.none()), put(B, Condition.none())));

        assertThat(throttles()).hasValue(3);
    }

    @Test
    void transactions_cancelledForThroughput_areCounted() {
        service.answer(
                "TransactWriteItems",
                StubService.cancelled("None", "ProvisionedThroughputExceeded"),
                StubService.cancelled("ThrottlingError", "ThrottlingError"),
                StubService.cancelled("RequestLimitExceeded", "TransactionConflict"),
                StubService.ok("{}"));

        atomics().apply(List.of(put(A, Condition.none()), put(B, Condition.none())));

        assertThat(throttles()).hasValue(3);
    }

    @Test
    void transactions_cancelledForOtherReasons_areNotCounted() {
        service.answer(
                "TransactWriteItems",
                StubService.cancelled("TransactionConflict", "None"),
                StubService.cancelled("None", "ConditionalCheckFailed"));

        atomics().apply(List.of(put(A, Condition.none()), put(B, Condition.absent())));

        assertThat(throttles()).hasValue(0);
    }

    @Test
    void conditionalWrite_cancelledForThroughput_isCounted() {
        service.answer(
                "TransactWriteItems", StubService.cancelled("ProvisionedThroughputExceeded"), StubService.ok("{}"));

        backend.put(put(A, Condition.absent()));

        assertThat(throttles()).hasValue(1);
    }

    private BatchFacet batches() {
        return backend.facet(BatchFacet.class).orElseThrow();
    }

    private AtomicFacet atomics() {
        return backend.facet(AtomicFacet.class).orElseThrow();
    }

    private static Key key(String text) {
        return Key.of(text).orElseThrow();
    }

    private static PutRequest put(Key key, Condition condition) {
        return PutRequest.of(key, new byte[] {'1'}, StoredEntry.NEVER, condition);
    }

    private OptionalLong throttles() {
        return measures.read(DynamoDbMetrics.THROTTLES);
    }

    private Configuration configuration(String url) {
        return Configuration.read(new Configuration.Request(
                Lookup.of(
                        Map.of(
                                "kv.driver",
                                "dynamodb",
                                "kv.dynamodb.endpoint",
                                url,
                                "kv.dynamodb.region",
                                "eu-central-1",
                                "kv.dynamodb.table",
                                StubService.TABLE),
                        "the test"),
                List.of(),
                getClass().getClassLoader(),
                Map.of("default", Demand.plain()),
                false,
                () -> "test",
                Path.of("unused").toAbsolutePath()));
    }
}
