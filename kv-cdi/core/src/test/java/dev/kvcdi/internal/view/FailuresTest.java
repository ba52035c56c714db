package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.internal.FilterBackend;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the failures of engines. */
class FailuresTest {

    private static final String KEY = "secret-key";

    private static final Map<String, Consumer<KVStore>> READS = Map.of(
            "get", store -> store.get(KEY),
            "exists", store -> store.exists(KEY),
            "entry", store -> store.entry(KEY),
            "compute", store -> store.compute(KEY, now -> now),
            "getAll", store -> store.getAll(List.of(KEY)),
            "keys", store -> store.keys("").forEach(key -> {}),
            "entries", store -> store.entries("").forEach(entry -> {}),
            "page", store -> store.page("", 1, null));

    private static final Map<String, Consumer<KVStore>> WRITES = Map.of(
            "set", store -> store.set(KEY, "secret-value"),
            "put", store -> store.put(KEY, "secret-value", PutOptions.ifAbsent()),
            "delete", store -> store.delete(KEY),
            "atomically", store -> store.atomically(batch -> batch.delete(KEY)));

    private final MemoryHarness harness = new MemoryHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "OUTCOME_UNKNOWN")
    void read_thatFails_givesTheExceptionOfItsKind(Kind kind) {
        EngineException cause = new EngineException(kind, "The reason.", null);
        READS.forEach((operation, call) -> assertFailure(operation, call, cause, nameOf(kind)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void write_thatFails_givesTheExceptionOfItsKind(Kind kind) {
        EngineException cause = new EngineException(kind, "The reason.", null);
        WRITES.forEach((operation, call) -> assertFailure(operation, call, cause, nameOf(kind)));
    }

    @Test
    void read_thatFailsByADefect_givesTheBaseException() {
        READS.forEach((operation, call) -> assertFailure(
                operation, call, new ArithmeticException("secret-value"), KVException.class.getSimpleName()));
    }

    @Test
    void read_thatClaimsAnUnknownOutcome_isADefect() {
        EngineException cause = new EngineException(Kind.OUTCOME_UNKNOWN, "secret-value", null);
        READS.forEach((operation, call) -> assertFailure(operation, call, cause, KVException.class.getSimpleName()));
    }

    @Test
    void write_thatFailsByADefect_isAnUnknownOutcome() {
        WRITES.forEach((operation, call) -> {
            KVException failure = assertFailure(
                    operation,
                    call,
                    new ArithmeticException("secret-value"),
                    KVOutcomeUnknownException.class.getSimpleName());
            assertThat(failure).hasMessageContaining("defect").hasMessageContaining("ArithmeticException");
        });
    }

    @Test
    void write_withoutACondition_thatClaimsToHaveLostIt_isAnUnknownOutcome() {
        KVStore store = harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public Optional<Version> put(PutRequest request) {
                return Optional.empty();
            }
        });
        assertThat(catchThrowableOfType(KVException.class, () -> store.set(KEY, "1")))
                .isInstanceOf(KVOutcomeUnknownException.class)
                .hasMessageContaining("defect");
    }

    private KVException assertFailure(
            String operation, Consumer<KVStore> call, RuntimeException cause, String exception) {
        KVStore store = harness.store(failing(cause));
        KVException failure = catchThrowableOfType(KVException.class, () -> call.accept(store));
        assertThat(failure).as(operation).isNotNull();
        assertThat(failure.getClass().getSimpleName()).as(operation).isEqualToIgnoringCase(exception);
        assertThat(failure)
                .hasCause(cause)
                .hasMessageMatching("(?s)KVCDI02\\d\\d: Store 'things' \\(memory\\), " + operation + ": .*")
                .hasMessageNotContaining("secret");
        assertThat(failure.store()).isEqualTo("things");
        assertThat(failure.driver()).isEqualTo("memory");
        assertThat(failure.operation()).isEqualTo(operation);
        failure.key().ifPresent(key -> assertThat(key).isEqualTo(KEY));
        return failure;
    }

    private static String nameOf(Kind kind) {
        return "KV" + kind.name().replace("_", "") + "Exception";
    }

    private Backend failing(RuntimeException failure) {
        return new FilterBackend(harness.backend("things")) {
            @Override
            public Optional<StoredEntry> get(GetRequest request) {
                throw failure;
            }

            @Override
            public Optional<Version> put(PutRequest request) {
                throw failure;
            }

            @Override
            public boolean delete(DeleteRequest request) {
                throw failure;
            }

            @Override
            public ScanResult scan(ScanRequest request) {
                throw failure;
            }

            @Override
            public <F> Optional<F> facet(Class<F> type) {
                AtomicFacet atomic = requests -> {
                    throw failure;
                };
                return type == AtomicFacet.class ? Optional.of(type.cast(atomic)) : Optional.empty();
            }
        };
    }
}
