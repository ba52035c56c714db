package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kvcdi.Batch;
import dev.kvcdi.Capability;
import dev.kvcdi.Codec;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Version;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which error a call gives when several apply, on a store that lacks everything and must not be asked. */
class PrecedenceTest {

    private static final String TOO_LARGE = "x".repeat(MemoryHarness.MAX_VALUE_BYTES + 1);
    private static final String UNENCODABLE = TOO_LARGE + '\uD83D';
    private static final PutOptions CONDITION = PutOptions.ifAbsent();

    private final MemoryHarness harness = new MemoryHarness();
    private final KVStore store = harness.store(new Lacking());
    private final KVStore able = harness.store();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void nulls_first() {
        assertThatNullPointerException().isThrownBy(() -> store.get(null));
        assertThatNullPointerException().isThrownBy(() -> store.set("", null));
        assertThatNullPointerException().isThrownBy(() -> store.set("", UNENCODABLE, null));
        assertThatNullPointerException().isThrownBy(() -> store.put("", UNENCODABLE, null));
        assertThatNullPointerException().isThrownBy(() -> store.delete("", null));
        assertThatNullPointerException().isThrownBy(() -> store.compute("", null));
        assertThatNullPointerException().isThrownBy(() -> store.getAll(Arrays.asList("", null)));
        assertThatNullPointerException().isThrownBy(() -> store.deleteAll(Arrays.asList("", null)));
        assertThatNullPointerException().isThrownBy(() -> store.setAll(values("", UNENCODABLE, "a", null)));
        assertThatNullPointerException().isThrownBy(() -> store.setAll(values("", UNENCODABLE, null, "a")));
        assertThatNullPointerException().isThrownBy(() -> store.atomically(null));
        assertThatNullPointerException().isThrownBy(() -> store.keys(null));
        assertThatNullPointerException().isThrownBy(() -> store.page(null, 0, "x"));
        assertThatNullPointerException().isThrownBy(() -> store.watch("\uD83D", null));
        assertThatNullPointerException().isThrownBy(() -> store.prefixed(null));
        assertThatNullPointerException().isThrownBy(() -> store.json(null));
        assertThatNullPointerException().isThrownBy(() -> store.as(null));
        assertThatNullPointerException().isThrownBy(() -> store.withNative(null, use -> use));
        assertThatNullPointerException().isThrownBy(() -> store.withNative(Object.class, null));
    }

    @Test
    void keys_second() {
        assertInvalid(() -> store.set("", UNENCODABLE, Duration.ZERO));
        assertInvalid(() -> store.put("", UNENCODABLE, CONDITION));
        assertInvalid(() -> store.delete("", Version.of("1")));
        assertInvalid(() -> store.compute("", now -> now));
        assertInvalid(() -> store.setAll(values("a", UNENCODABLE, "", "b")));
        assertInvalid(() -> store.page("\uD83D", 0, "x"));
        assertInvalid(() -> store.watch("\uD83D", change -> {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.page("", 0, "x"))
                .withMessageContaining("limit");
    }

    @Test
    void timeToLive_third() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.set("a", UNENCODABLE, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> store.set("a", UNENCODABLE, Duration.ofNanos(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.set("a", UNENCODABLE, PutOptions.MAX_TTL.plusNanos(1)));
    }

    @Test
    void encoding_fourth() {
        assertThatExceptionOfType(KVCodecException.class).isThrownBy(() -> store.put("a", UNENCODABLE, CONDITION));
        assertThatExceptionOfType(KVCodecException.class)
                .isThrownBy(() -> store.setAll(values("a", TOO_LARGE, "b", UNENCODABLE)));
    }

    @Test
    void size_fifth() {
        assertThatExceptionOfType(KVLimitException.class)
                .isThrownBy(() -> store.put("a", TOO_LARGE, CONDITION))
                .withMessageContaining("1001 bytes")
                .withMessageContaining("kv.max-value-bytes");
        assertThatExceptionOfType(KVLimitException.class)
                .isThrownBy(() -> store.setAll(values("a", "1", "b", TOO_LARGE)));
    }

    @Test
    void capability_last() {
        assertThatExceptionOfType(KVUnsupportedException.class).isThrownBy(() -> store.put("a", "1", CONDITION));
        assertThatExceptionOfType(KVUnsupportedException.class).isThrownBy(() -> store.delete("a", Version.of("1")));
        assertThatExceptionOfType(KVUnsupportedException.class)
                .isThrownBy(() -> store.atomically(batch -> {
                    throw new AssertionError();
                }));
        assertThatExceptionOfType(KVUnsupportedException.class).isThrownBy(() -> store.watch("", change -> {}));
        assertThatExceptionOfType(KVUnsupportedException.class)
                .isThrownBy(() -> store.withNative(Object.class, use -> use))
                .withMessageContaining("java.lang.Object");
    }

    @Test
    void emptyBatches_askNobody() {
        assertThat(store.getAll(List.of())).isEmpty();
        store.setAll(Map.of());
        store.deleteAll(Set.of());
    }

    @Test
    void steps_inTheSameOrder() {
        assertThat(able.atomically(batch -> {
                    assertThatNullPointerException().isThrownBy(() -> batch.set("", null));
                    assertInvalid(() -> batch.set("", UNENCODABLE, Duration.ZERO));
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> batch.set("a", UNENCODABLE, Duration.ZERO))
                            .withMessageContaining("time to live");
                    assertThatExceptionOfType(KVCodecException.class).isThrownBy(() -> batch.set("a", UNENCODABLE));
                    assertThatExceptionOfType(KVLimitException.class).isThrownBy(() -> batch.set("a", TOO_LARGE));
                    batch.set("a", "1");
                    assertThatIllegalArgumentException().isThrownBy(() -> batch.delete("a"));
                }))
                .isTrue();
        assertThat(able.get("a")).contains("1");
    }

    @Test
    void steps_overTheMost() {
        assertThatExceptionOfType(KVLimitException.class)
                .isThrownBy(() -> able.atomically(batch -> {
                    for (int i = 0; i <= Batch.MAX_STEPS; i++) {
                        batch.set("k" + i, "1");
                    }
                }));
        assertThat(able.keys("")).isEmpty();
    }

    @Test
    void steps_afterTheBatchOrOnAnotherThread() throws Exception {
        AtomicReference<Batch<String>> kept = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        able.atomically(batch -> {
            kept.set(batch);
            Thread other = new Thread(() -> batch.set("a", "1"));
            other.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> kept.get().set("a", "1"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> kept.get().in(able));
    }

    @Test
    void codecs_thatMisbehave() {
        TypedKVStore<String> nothing = able.as(Codec.of(value -> null, bytes -> null));
        assertThatExceptionOfType(KVCodecException.class).isThrownBy(() -> nothing.set("a", "1"));
        able.set("a", "1");
        assertThatExceptionOfType(KVCodecException.class).isThrownBy(() -> nothing.get("a"));
        RuntimeException cause = new IllegalStateException("secret");
        TypedKVStore<String> failing = able.as(Codec.of(
                value -> {
                    throw cause;
                },
                bytes -> {
                    throw cause;
                }));
        assertThatExceptionOfType(KVCodecException.class)
                .isThrownBy(() -> failing.set("a", "1"))
                .withCause(cause)
                .withMessageNotContaining("secret");
        assertThatExceptionOfType(KVCodecException.class)
                .isThrownBy(() -> failing.entries("").forEach(entry -> {}))
                .withCause(cause);
        assertThat(failing.keys("")).containsExactly("a");
    }

    @Test
    void keys_ofPrefixedViews_countWhole() {
        KVStore prefixed = able.prefixed("é".repeat(256)).prefixed("p/");
        prefixed.set("k".repeat(510), "1");
        assertInvalid(() -> prefixed.set("k".repeat(511), "1"));
        assertInvalid(() -> prefixed.prefixed("k".repeat(511)));
        assertInvalid(() -> prefixed.keys("k".repeat(511)));
        assertInvalid(() -> able.prefixed("\uD83D"));
        prefixed.set("", "the prefix itself");
        assertThat(prefixed.keys("")).containsExactly("", "k".repeat(510));
        assertThat(prefixed.get("")).contains("the prefix itself");
    }

    private static void assertInvalid(ThrowingCallable call) {
        assertThatExceptionOfType(KVInvalidKeyException.class).isThrownBy(call).withMessageNotContaining("kkk");
    }

    private static Map<String, String> values(String key, String value, String key2, String value2) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(key, value);
        values.put(key2, value2);
        return values;
    }

    /** Can nothing and fails the test when it is asked. */
    private static final class Lacking implements Backend {

        @Override
        public Set<Capability> capabilities() {
            return Set.of();
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            throw new AssertionError();
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            throw new AssertionError();
        }

        @Override
        public boolean delete(DeleteRequest request) {
            throw new AssertionError();
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            throw new AssertionError();
        }

        @Override
        public <F> Optional<F> facet(Class<F> type) {
            if (type == BatchFacet.class) {
                throw new AssertionError("To answer, an engine may have to be reached");
            }
            return Optional.empty();
        }
    }
}
