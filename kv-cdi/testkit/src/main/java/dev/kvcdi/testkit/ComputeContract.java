package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.COMPUTE_CONTENTION;
import static dev.kvcdi.testkit.ContractLine.COMPUTE_EMPTY;
import static dev.kvcdi.testkit.ContractLine.COMPUTE_EQUAL;
import static dev.kvcdi.testkit.ContractLine.COMPUTE_EXPIRY;
import static dev.kvcdi.testkit.ContractLine.COMPUTE_RETRIES;
import static dev.kvcdi.testkit.ContractLine.COMPUTE_THROWS;
import static dev.kvcdi.testkit.ContractLine.COMPUTE_UNKNOWN;
import static dev.kvcdi.testkit.ContractLine.TIMEOUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.KVContentionException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.spi.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The compare-and-set loop. */
@Needs(Capability.CONDITIONAL_WRITES)
abstract class ComputeContract extends Contract {

    @Test
    void compute_absent_writes() {
        Entry<String> entry = store.compute("key", value -> Optional.of("new")).orElseThrow();
        assertThat(store.entry("key")).contains(entry);
        assertThat(entry.key()).isEqualTo("key");
        assertThat(entry.value()).isEqualTo("new");
        assertThat(entry.expiry()).isEmpty();
    }

    @Test
    void compute_present_replaces() {
        store.set("key", "old");
        Entry<String> entry =
                store.compute("key", value -> value.map(text -> text + "er")).orElseThrow();
        assertThat(entry.value()).isEqualTo("older");
        assertThat(store.entry("key")).contains(entry);
    }

    @Test
    @Proves(COMPUTE_EMPTY)
    void compute_emptyResult_deletes() {
        store.set("key", "old");
        store.set("other", "stays");
        assertThat(store.compute("key", value -> Optional.empty())).isEmpty();
        assertThat(store.keys("")).containsExactly("other");
        assertThat(store.compute("key", value -> Optional.empty())).isEmpty();
    }

    @Test
    @Proves(COMPUTE_EQUAL)
    void compute_equalResult_writesNothing() {
        store.set("key", "same", Duration.ofHours(1));
        Entry<String> before = store.entry("key").orElseThrow();
        clock.advance(Duration.ofMinutes(10));
        assertThat(store.compute("key", value -> Optional.of("sAme".toLowerCase(Locale.ROOT))))
                .contains(before);
        assertThat(store.entry("key")).contains(before);
        byte[] bytes = utf8("same");
        assertThat(store.bytes()
                        .compute("key", value -> Optional.of(bytes))
                        .orElseThrow()
                        .version())
                .isEqualTo(before.version());
        assertThat(store.entry("key")).contains(before);
    }

    @Test
    @Proves(COMPUTE_EXPIRY)
    void compute_entryWithTtl_keepsTheExpiry() {
        Instant expiry = clock.instant().plus(Duration.ofHours(2));
        store.set("key", "old", Duration.ofHours(2));
        clock.advance(Duration.ofHours(1));
        assertThat(store.compute("key", value -> Optional.of("new"))
                        .orElseThrow()
                        .expiry())
                .contains(expiry);
        assertThat(store.entry("key").orElseThrow().expiry()).contains(expiry);
        clock.advance(Duration.ofHours(1));
        assertThat(store.exists("key")).isFalse();
    }

    @Test
    @Proves(COMPUTE_EXPIRY)
    void compute_entryExpiresMeanwhile_isNotRevived() {
        store.set("key", "old", Duration.ofHours(1));
        List<Optional<String>> seen = new ArrayList<>();
        Optional<Entry<String>> after = store.compute("key", value -> {
            if (seen.isEmpty()) {
                clock.advance(Duration.ofHours(1));
            }
            seen.add(value);
            return value.map(text -> text + "er");
        });
        assertThat(after).isEmpty();
        assertThat(seen).containsExactly(Optional.of("old"), Optional.empty());
        assertThat(store.exists("key")).isFalse();
    }

    @Test
    @Proves(COMPUTE_THROWS)
    void compute_functionThrows_passesItOnAndWritesNothing() {
        store.set("key", "kept");
        IllegalStateException failure = new IllegalStateException("from the function");
        for (String key : List.of("key", "absent")) {
            assertThatThrownBy(() -> store.compute(key, value -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
        }
        assertThat(store.get("key")).contains("kept");
        assertThat(store.keys("")).containsExactly("key");
    }

    @Test
    @Proves(COMPUTE_RETRIES)
    void compute_otherWritesMeanwhile_callsTheFunctionAgain() {
        List<Runnable> others = List.of(
                () -> store.set("key", "a"),
                () -> store.delete("key"),
                () -> store.put("key", "b", PutOptions.ifAbsent()),
                () -> store.setAll(Map.of("key", "c")),
                () -> store.set("key", "c"),
                () -> store.bytes().set("key", utf8("d")));
        AtomicInteger calls = new AtomicInteger();
        List<Optional<String>> seen = new ArrayList<>();
        store.set("key", "0");
        Entry<String> after = store.compute("key", value -> {
                    seen.add(value);
                    int call = calls.getAndIncrement();
                    if (call < others.size()) {
                        others.get(call).run();
                    }
                    return Optional.of("computed of " + value.orElse("nothing"));
                })
                .orElseThrow();
        assertThat(seen)
                .containsExactly(
                        Optional.of("0"),
                        Optional.of("a"),
                        Optional.empty(),
                        Optional.of("b"),
                        Optional.of("c"),
                        Optional.of("c"),
                        Optional.of("d"));
        assertThat(after.value()).isEqualTo("computed of d");
        assertThat(store.entry("key")).contains(after);
    }

    @Test
    @Proves(COMPUTE_RETRIES)
    void compute_deletesWhatOtherWrote_onlyAfterSeeingIt() {
        store.set("key", "0");
        List<Optional<String>> seen = new ArrayList<>();
        store.compute("key", value -> {
            if (seen.isEmpty()) {
                store.set("key", "1");
            }
            seen.add(value);
            return Optional.empty();
        });
        assertThat(seen).containsExactly(Optional.of("0"), Optional.of("1"));
        assertThat(store.exists("key")).isFalse();
    }

    @Test
    @Proves({COMPUTE_CONTENTION, TIMEOUTS})
    void compute_alwaysLosing_givesUpWithNothingWritten() {
        KVStore contended = open(Map.of("kv.timeout", "3s"), driver -> driver).store();
        AtomicInteger others = new AtomicInteger();
        for (boolean deleting : new boolean[] {false, true}) {
            Awaitility.await("a round in which the engine answers in time")
                    .pollDelay(Duration.ZERO)
                    .atMost(Scale.patience())
                    .pollInSameThread()
                    .ignoreExceptionsMatching(ComputeContract::isLate)
                    .until(() -> loses(contended, others, deleting));
        }
    }

    /** Loses a round against others; false when it ended because the engine was late, which tells nothing. */
    private static boolean loses(KVStore contended, AtomicInteger others, boolean deleting) {
        Throwable failure = catchThrowable(() -> contended.compute("key", value -> {
            contended.set("key", "other " + others.incrementAndGet());
            return deleting ? Optional.empty() : Optional.of("mine");
        }));
        if (isLate(failure)) {
            return false;
        }
        assertThat(failure).isInstanceOf(KVContentionException.class);
        assertThat(contended.get("key")).contains("other " + others.get());
        return true;
    }

    private static boolean isLate(Throwable failure) {
        return failure instanceof KVTimeoutException || failure instanceof KVOutcomeUnknownException;
    }

    @Test
    @Proves(COMPUTE_UNKNOWN)
    void compute_unknownOutcome_isNotAppliedAgain() {
        Probe probe = new Probe();
        Place probed = open(Map.of(), probe::around);
        probed.store().set("key", "1");
        probed.store().set("deleted", "1");
        probe.fault(new Probe.Fault() {
            @Override
            public <T> T around(String method, String key, Supplier<T> call) {
                T result = call.get();
                if (!method.equals("get")) {
                    throw new EngineException(EngineException.Kind.OUTCOME_UNKNOWN, "the answer was lost", null);
                }
                return result;
            }
        });
        AtomicInteger calls = new AtomicInteger();
        for (String key : List.of("key", "absent", "deleted")) {
            calls.set(0);
            assertThatThrownBy(() -> probed.store().compute(key, value -> {
                        calls.incrementAndGet();
                        return key.equals("deleted") ? Optional.empty() : Optional.of(value.orElse("") + "+");
                    }))
                    .isInstanceOf(KVOutcomeUnknownException.class);
            assertThat(calls).as("calls of the function").hasValue(1);
        }
        probe.noFault();
        assertThat(probed.store().get("key")).contains("1+");
        assertThat(probed.store().get("absent")).contains("+");
        assertThat(probed.store().exists("deleted")).isFalse();
    }
}
