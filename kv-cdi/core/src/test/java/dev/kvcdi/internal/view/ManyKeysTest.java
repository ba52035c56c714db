package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.Version;
import dev.kvcdi.internal.FilterBackend;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PartialBatchException;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches on engines with and without batches of their own, and what is said of those that fail. */
class ManyKeysTest {

    private final MemoryHarness harness = new MemoryHarness();
    private final List<String> written = new ArrayList<>();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void getAll_withoutABatchFacet_keepsOrderAndFoldsRepeats() {
        KVStore store = looped(key -> null).prefixed("p/");
        store.setAll(abc());
        assertThat(written).containsExactly("p/a", "p/b", "p/c");
        assertThat(store.getAll(List.of("c", "x", "a", "c")).keySet()).containsExactly("c", "a");
        store.deleteAll(List.of("a", "c", "a"));
        assertThat(store.keys("")).containsExactly("b");
    }

    @Test
    void setAll_thatFailsInTheMiddle_tellsTheFates() {
        EngineException cause = new EngineException(Kind.UNAVAILABLE, "The engine went away.", null);
        KVStore store = looped(key -> key.equals("p/b") ? cause : null).prefixed("p/");
        KVBatchException failure = catchThrowableOfType(KVBatchException.class, () -> store.setAll(abc()));
        assertThat(failure.fates())
                .containsExactly(
                        Map.entry("a", Fate.APPLIED),
                        Map.entry("b", Fate.NOT_APPLIED),
                        Map.entry("c", Fate.NOT_APPLIED));
        assertThat(failure).hasMessageContaining("The engine went away.").hasMessageNotContaining("p/");
    }

    @Test
    void deleteAll_thatFailsByADefect_tellsTheFates() {
        KVStore store = looped(key -> key.equals("b") ? new ArithmeticException("secret") : null);
        KVBatchException failure =
                catchThrowableOfType(KVBatchException.class, () -> store.deleteAll(List.of("a", "b", "c")));
        assertThat(failure.fates())
                .containsExactly(
                        Map.entry("a", Fate.APPLIED), Map.entry("b", Fate.UNKNOWN), Map.entry("c", Fate.NOT_APPLIED));
        assertThat(failure).hasMessageContaining("defect").hasMessageNotContaining("secret");
    }

    @Test
    void setAll_thatFailsAtOnce_givesTheFailuresOwnException() {
        EngineException cause = new EngineException(Kind.UNAVAILABLE, "The engine is away.", null);
        KVStore looped = looped(key -> cause);
        assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> looped.setAll(abc()));
        KVStore whole = batched(cause);
        assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> whole.setAll(abc()));
        KVStore partial = batched(new PartialBatchException(
                Kind.UNAVAILABLE,
                "The engine is away.",
                Map.of(key("a"), Fate.NOT_APPLIED, key("b"), Fate.NOT_APPLIED, key("c"), Fate.NOT_APPLIED),
                null));
        assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> partial.setAll(abc()));
    }

    @Test
    void setAll_whoseOutcomeIsUnknown_saysSoOfEveryKey() {
        for (RuntimeException cause : List.of(
                new EngineException(Kind.OUTCOME_UNKNOWN, "The answer was lost.", null), new ArithmeticException())) {
            KVStore store = batched(cause);
            KVBatchException failure = catchThrowableOfType(KVBatchException.class, () -> store.setAll(abc()));
            assertThat(failure.fates().values()).containsOnly(Fate.UNKNOWN).hasSize(3);
        }
    }

    @Test
    void setAll_whoseDriverLeavesKeysOut_saysUnknownOfThem() {
        KVStore store =
                batched(new PartialBatchException(Kind.THROTTLED, "Too much.", Map.of(key("b"), Fate.APPLIED), null));
        KVBatchException failure = catchThrowableOfType(KVBatchException.class, () -> store.setAll(abc()));
        assertThat(failure.fates())
                .containsExactly(
                        Map.entry("a", Fate.UNKNOWN), Map.entry("b", Fate.APPLIED), Map.entry("c", Fate.UNKNOWN));
    }

    private static Map<String, String> abc() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("a", "1");
        values.put("b", "2");
        values.put("c", "3");
        return values;
    }

    private static Key key(String text) {
        return Key.of(text).orElseThrow();
    }

    /** An engine without batches, whose single writes fail as told. */
    private KVStore looped(Function<String, RuntimeException> failures) {
        return harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public Optional<Version> put(PutRequest request) {
                fail(request.key());
                return super.put(request);
            }

            @Override
            public boolean delete(DeleteRequest request) {
                fail(request.key());
                return super.delete(request);
            }

            private void fail(Key key) {
                RuntimeException failure = failures.apply(key.text());
                if (failure != null) {
                    throw failure;
                }
                written.add(key.text());
            }

            @Override
            public <F> Optional<F> facet(Class<F> type) {
                return Optional.empty();
            }
        });
    }

    /** An engine whose batches fail. */
    private KVStore batched(RuntimeException failure) {
        BatchFacet failing = new BatchFacet() {
            @Override
            public List<Optional<StoredEntry>> getAll(List<Key> keys) {
                throw failure;
            }

            @Override
            public void putAll(List<PutRequest> requests) {
                throw failure;
            }

            @Override
            public void deleteAll(List<Key> keys) {
                throw failure;
            }
        };
        return harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public <F> Optional<F> facet(Class<F> type) {
                return Optional.of(type.cast(failing));
            }
        });
    }
}
