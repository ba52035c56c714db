package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.KVContentionException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.Version;
import dev.kvcdi.internal.FilterBackend;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.internal.TimeLeft;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop of compute, against engines that fail it. */
class ComputationTest {

    private final MemoryHarness harness = new MemoryHarness();
    private final KVStore store = harness.store();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void compute_ofAnEqualValue_writesNothing() {
        store.set("a", "1");
        Entry<String> before = store.entry("a").orElseThrow();
        assertThat(store.compute("a", now -> now)).contains(before);
        assertThat(store.entry("a")).contains(before);
    }

    @Test
    void compute_thatChangesTheArrayItWasGiven_writesIt() {
        store.set("a", "1");
        Version before = store.entry("a").orElseThrow().version();
        store.bytes().compute("a", now -> {
            now.orElseThrow()[0] = '2';
            return now;
        });
        assertThat(store.entry("a").orElseThrow().value()).isEqualTo("2");
        assertThat(store.entry("a").orElseThrow().version()).isNotEqualTo(before);
    }

    @Test
    void compute_slowRead_leavesTheWriteTheRestOfTheTimeout() {
        Duration timeout = harness.timeout();
        List<Duration> left = new ArrayList<>();
        KVStore slow = harness.store(new FilterBackend(harness.backend("slow")) {
            @Override
            public Optional<StoredEntry> get(GetRequest request) {
                Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                return super.get(request);
            }

            @Override
            public Optional<Version> put(PutRequest request) {
                left.add(TimeLeft.of(timeout));
                return super.put(request);
            }
        });
        slow.compute("a", now -> Optional.of("1"));
        slow.set("a", "2");
        assertThat(left.get(0)).isBetween(Duration.ofMillis(1), timeout.minusMillis(100));
        assertThat(left.get(1)).as("of a call of its own").isEqualTo(timeout);
    }

    @Test
    void compute_keepsTheExpiry() {
        store.set("a", "1", Duration.ofSeconds(10));
        harness.advance(Duration.ofSeconds(4));
        Entry<String> after = store.compute("a", now -> Optional.of("2")).orElseThrow();
        assertThat(after.expiry()).contains(harness.clock().instant().plusSeconds(6));
        assertThat(store.entry("a")).contains(after);
    }

    @Test
    void compute_whileTheEntryExpires_seesItAbsent() {
        store.set("a", "1", Duration.ofSeconds(10));
        Entry<String> after = store.compute("a", now -> {
                    harness.advance(Duration.ofSeconds(10));
                    return Optional.of(now.orElse("none") + "+");
                })
                .orElseThrow();
        assertThat(after.value()).isEqualTo("none+");
        assertThat(after.expiry()).isEmpty();
    }

    @Test
    void compute_thatNeverWins_endsAtTheTimeoutAndWritesNothing() {
        AtomicInteger calls = new AtomicInteger();
        assertThatExceptionOfType(KVContentionException.class)
                .isThrownBy(() -> store.compute("a", now -> {
                    store.set("a", "other" + calls.incrementAndGet());
                    return Optional.of("mine");
                }))
                .satisfies(e -> assertThat(e.operation()).isEqualTo("compute"))
                .satisfies(e -> assertThat(e.key()).contains("a"));
        assertThat(calls.get()).isGreaterThan(10);
        assertThat(store.get("a")).contains("other" + calls.get());
    }

    /** An engine that takes a tenth of the time for an answer, and whose answers are late when that is over. */
    @Test
    void compute_thatNeverWinsOnASlowEngine_endsBeforeItsLastWriteIsCutOff() {
        AtomicInteger others = new AtomicInteger();
        KVStore slow = harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public Optional<Version> put(PutRequest request) {
                boolean late = TimeLeft.of(harness.timeout()).toMillis() < 200;
                Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
                if (late) {
                    throw new EngineException(EngineException.Kind.OUTCOME_UNKNOWN, "The answer is late.", null);
                }
                return super.put(request);
            }
        });
        assertThatExceptionOfType(KVContentionException.class)
                .isThrownBy(() -> slow.compute("a", now -> {
                    store.set("a", "other" + others.incrementAndGet());
                    return Optional.of("mine");
                }));
        assertThat(store.get("a")).contains("other" + others.get());
    }

    @Test
    void compute_withAnUnknownOutcome_isNotAppliedAgain() {
        AtomicInteger puts = new AtomicInteger();
        KVStore losing = harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public Optional<Version> put(PutRequest request) {
                puts.incrementAndGet();
                super.put(request);
                throw new EngineException(EngineException.Kind.OUTCOME_UNKNOWN, "The answer was lost.", null);
            }
        });
        assertThatExceptionOfType(KVOutcomeUnknownException.class)
                .isThrownBy(() -> losing.compute("a", now -> Optional.of(now.orElse("") + "x")));
        assertThat(puts).hasValue(1);
        assertThat(store.get("a")).contains("x");
    }

    @Test
    void compute_withoutTheCapability_asksNeitherEngineNorFunction() {
        KVStore lacking = harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public Set<Capability> capabilities() {
                return Set.of();
            }

            @Override
            public Optional<StoredEntry> get(GetRequest request) {
                throw new AssertionError();
            }
        });
        assertThatExceptionOfType(KVUnsupportedException.class)
                .isThrownBy(() -> lacking.compute("a", now -> {
                    throw new AssertionError();
                }))
                .withMessageContaining("CONDITIONAL_WRITES");
    }

    @Test
    void compute_ofAFunctionThatThrows_passesItOn() {
        IllegalStateException mine = new IllegalStateException("mine");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.compute("a", now -> {
                    throw mine;
                }))
                .isSameAs(mine);
        assertThatNullPointerException().isThrownBy(() -> store.compute("a", now -> null));
        assertThat(store.exists("a")).isFalse();
    }

    @Test
    void compute_byManyThreads_losesNoUpdate() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> {
                for (int j = 0; j < 250; j++) {
                    store.json(Integer.class).compute("n", now -> Optional.of(now.orElse(0) + 1));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(store.get("n")).contains("1000");
    }
}
