package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.ATOMIC_ALL;
import static dev.kvcdi.testkit.ContractLine.ATOMIC_LIMIT;
import static dev.kvcdi.testkit.ContractLine.ATOMIC_ONE_STEP;
import static dev.kvcdi.testkit.ContractLine.ATOMIC_SCOPE;
import static dev.kvcdi.testkit.ContractLine.ATOMIC_VIEWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Batch;
import dev.kvcdi.Capability;
import dev.kvcdi.Codec;
import dev.kvcdi.Entry;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** All-or-nothing writes of several keys; {@link AtomicRaceContract} has them race. */
@Needs(Capability.ATOMIC_BATCHES)
abstract class AtomicContract extends Contract {

    private static final Codec<Integer> NUMBERS = Codec.of(
            number -> utf8("#" + number),
            bytes -> Integer.valueOf(new String(bytes, StandardCharsets.UTF_8).substring(1)));

    @Test
    @Proves(ATOMIC_ALL)
    void atomically_everyKindOfStep_appliesAll() {
        store.set("replaced", "old");
        store.set("deleted", "old");
        boolean applied = store.atomically(batch -> batch.set("new", "1")
                .set("replaced", "2")
                .set("expiring", "3", Duration.ofHours(1))
                .put("put", "4", PutOptions.ttl(Duration.ofHours(2)))
                .delete("deleted")
                .delete("absent"));
        assertThat(applied).isTrue();
        assertThat(store.getAll(List.of("new", "replaced", "expiring", "put", "deleted", "absent")))
                .containsExactly(
                        Map.entry("new", "1"),
                        Map.entry("replaced", "2"),
                        Map.entry("expiring", "3"),
                        Map.entry("put", "4"));
        clock.advance(Duration.ofHours(1));
        assertThat(store.keys("")).containsExactlyInAnyOrder("new", "replaced", "put");
        clock.advance(Duration.ofHours(1));
        assertThat(store.keys("")).containsExactlyInAnyOrder("new", "replaced");
    }

    @Test
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves(ATOMIC_ALL)
    void atomically_conditionsThatHold_appliesAll() {
        Version replaced = store.put("version", "old", PutOptions.always()).orElseThrow();
        Version deleted = store.put("deleted", "old", PutOptions.always()).orElseThrow();
        store.set("present", "old");
        boolean applied = store.atomically(batch -> batch.put("absent", "1", PutOptions.ifAbsent())
                .put("present", "2", PutOptions.ifPresent())
                .put("version", "3", PutOptions.ifVersion(replaced))
                .delete("deleted", deleted));
        assertThat(applied).isTrue();
        assertThat(store.getAll(List.of("absent", "present", "version", "deleted"))
                        .values())
                .containsExactly("1", "2", "3");
    }

    @Test
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves(ATOMIC_ALL)
    void atomically_oneConditionLost_appliesNothing() {
        Version outdated = store.put("present", "older", PutOptions.always()).orElseThrow();
        store.set("present", "old");
        store.set("other", "old", Duration.ofHours(1));
        List<BiConsumer<Batch<String>, String>> losing = List.of(
                (batch, value) -> batch.put("present", value, PutOptions.ifAbsent()),
                (batch, value) -> batch.put("absent", value, PutOptions.ifPresent()),
                (batch, value) -> batch.put("present", value, PutOptions.ifVersion(outdated)),
                (batch, value) -> batch.put("absent", value, PutOptions.ifVersion(outdated)),
                (batch, value) -> batch.delete("present", outdated),
                (batch, value) -> batch.delete("absent", outdated));
        List<Entry<String>> before = store.entries("").toList();
        for (BiConsumer<Batch<String>, String> step : losing) {
            for (int position = 0; position < 3; position++) {
                int at = position;
                boolean applied = store.atomically(batch -> {
                    for (int i = 0; i < 3; i++) {
                        if (i == at) {
                            step.accept(batch, "lost");
                        } else if (i == 2) {
                            batch.delete("other");
                        } else {
                            batch.set("new" + i, "lost");
                        }
                    }
                });
                assertThat(applied).isFalse();
                assertThat(store.entries("")).containsExactlyInAnyOrderElementsOf(before);
            }
        }
    }

    @Test
    @Proves(ATOMIC_ALL)
    void atomically_stepsThrow_passesItOnAndAppliesNothing() {
        IllegalStateException failure = new IllegalStateException("from the steps");
        store.set("key", "kept");
        assertThatThrownBy(() -> store.atomically(batch -> {
                    batch.set("key", "lost").set("new", "lost");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(store.get("key")).contains("kept");
        assertThat(store.keys("")).containsExactly("key");
    }

    @Test
    @Proves(ATOMIC_ALL)
    void atomically_noSteps_isTrueAndDoesNothing() {
        assertThat(store.atomically(batch -> {})).isTrue();
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves(ATOMIC_ALL)
    void atomically_versions_areNewForEachKey() {
        store.atomically(batch -> batch.set("a", "1").set("b", "1"));
        Version first = store.entry("a").orElseThrow().version();
        assertThat(store.put("a", "2", PutOptions.ifVersion(first))).isPresent();
        assertThat(store.put(
                        "b",
                        "2",
                        PutOptions.ifVersion(store.entry("b").orElseThrow().version())))
                .isPresent();
        assertThat(store.put("a", "3", PutOptions.ifVersion(first))).isEmpty();
    }

    @Test
    @Proves(ATOMIC_ONE_STEP)
    void atomically_twoStepsOfAKey_areRefused() {
        store.set("key", "kept");
        List<BiConsumer<Batch<String>, String>> steps = List.of(
                (batch, key) -> batch.set(key, "lost"),
                (batch, key) -> batch.set(key, "lost", Duration.ofHours(1)),
                (batch, key) -> batch.put(key, "lost", PutOptions.always()),
                Batch::delete,
                (batch, key) -> batch.in(store.bytes()).set(key, utf8("lost")),
                (batch, key) -> batch.in(store.prefixed("k")).set(key.substring(1), "lost"));
        for (BiConsumer<Batch<String>, String> first : steps) {
            for (BiConsumer<Batch<String>, String> other : steps) {
                assertThatThrownBy(() -> store.atomically(batch -> {
                            first.accept(batch, "key");
                            other.accept(batch, "key");
                        }))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(store.get("key")).contains("kept");
        assertThat(store.keys("")).containsExactly("key");
    }

    @Test
    @Proves(ATOMIC_LIMIT)
    void atomically_mostSteps_appliesAll() {
        List<String> keys = Texts.numbered("key", Batch.MAX_STEPS);
        assertThat(store.atomically(batch -> keys.forEach(key -> batch.set(key, key))))
                .isTrue();
        assertThat(store.keys("")).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    @Proves(ATOMIC_LIMIT)
    void atomically_oneStepMore_isRefused() {
        store.set("key00000", "kept");
        List<String> keys = Texts.numbered("key", Batch.MAX_STEPS + 1);
        assertThatThrownBy(() -> store.atomically(batch -> keys.forEach(key -> batch.set(key, key))))
                .isInstanceOf(KVLimitException.class);
        assertThatThrownBy(() -> store.atomically(batch -> keys.forEach(batch::delete)))
                .isInstanceOf(KVLimitException.class);
        assertThatThrownBy(() -> store.atomically(
                        batch -> keys.forEach(key -> batch.in(store.bytes()).delete(key))))
                .isInstanceOf(KVLimitException.class);
        assertThat(store.get("key00000")).contains("kept");
        assertThat(store.keys("")).containsExactly("key00000");
    }

    @Test
    @Proves(ATOMIC_VIEWS)
    void in_otherViewsOfTheStore_writesTheirKeysAndValues() {
        TypedKVStore<Integer> numbers = store.prefixed("numbers/").as(NUMBERS);
        KVStore nested = store.prefixed("a/").prefixed("b/");
        boolean applied = store.atomically(batch -> {
            batch.set("text", "1");
            batch.in(numbers).set("two", 2).set("three", 3, Duration.ofHours(1));
            batch.in(nested).set("four", "4").in(store.bytes()).set("five", utf8("5"));
        });
        assertThat(applied).isTrue();
        assertThat(store.entries("").map(entry -> entry.key() + "=" + entry.value()))
                .containsExactlyInAnyOrder("text=1", "numbers/two=#2", "numbers/three=#3", "a/b/four=4", "five=5");
        assertThat(numbers.get("two")).contains(2);
    }

    @Test
    @Proves(ATOMIC_VIEWS)
    void in_batchOfAPrefixedView_reachesTheWholeStore() {
        boolean applied = store.prefixed("p/")
                .atomically(batch -> batch.set("in", "1").in(store).set("out", "2"));
        assertThat(applied).isTrue();
        assertThat(store.keys("")).containsExactlyInAnyOrder("p/in", "out");
    }

    @Test
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves({ATOMIC_VIEWS, ATOMIC_ALL})
    void in_conditionOfAnotherViewLost_appliesNothing() {
        store.set("p/taken", "1");
        boolean applied = store.atomically(
                batch -> batch.set("new", "x").in(store.prefixed("p/")).put("taken", "x", PutOptions.ifAbsent()));
        assertThat(applied).isFalse();
        assertThat(store.keys("")).containsExactly("p/taken");
    }

    @Test
    @Proves(ATOMIC_VIEWS)
    void in_viewOfAnotherStore_isRefused() {
        for (TypedKVStore<?> other : List.of(second, second.bytes(), second.prefixed("p"), second.as(NUMBERS))) {
            assertThatThrownBy(() ->
                            store.atomically(batch -> batch.set("key", "lost").in(other)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(store.keys("")).isEmpty();
        assertThat(second.keys("")).isEmpty();
    }

    @Test
    @Proves(ATOMIC_SCOPE)
    void batch_usedAfterTheCall_isRefused() {
        List<Batch<String>> kept = new ArrayList<>();
        store.atomically(batch -> {
            kept.add(batch);
            kept.add(batch.in(store.prefixed("p/")));
        });
        assertThatThrownBy(() -> store.atomically(batch -> {
                    kept.add(batch.set("lost", "x"));
                    throw new UnsupportedOperationException("the steps fail");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        for (Batch<String> batch : kept) {
            List<Runnable> uses = List.of(
                    () -> batch.set("key", "value"),
                    () -> batch.set("key", "value", Duration.ofHours(1)),
                    () -> batch.put("key", "value", PutOptions.always()),
                    () -> batch.delete("key"),
                    () -> batch.delete("key", Version.of("x")),
                    () -> batch.in(store.bytes()));
            uses.forEach(use -> assertThatThrownBy(use::run).isInstanceOf(IllegalStateException.class));
        }
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    @Proves(ATOMIC_SCOPE)
    void batch_usedByAnotherThread_isRefused() throws Exception {
        try (Racers racers = new Racers()) {
            assertThatThrownBy(() -> store.atomically(batch -> {
                        batch.set("key", "lost");
                        uncheckedResult(racers.start(() -> batch.set("other", "lost")));
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    @Proves(ATOMIC_ALL)
    void atomically_insideAnother_isACallOfItsOwn() {
        boolean applied = store.atomically(batch -> {
            batch.set("outer", "1");
            assertThat(store.atomically(inner -> inner.set("inner", "1"))).isTrue();
            assertThat(store.keys("")).containsExactly("inner");
        });
        assertThat(applied).isTrue();
        assertThat(store.keys("")).containsExactlyInAnyOrder("inner", "outer");
    }

    private static <T> T uncheckedResult(Future<T> future) {
        try {
            return Racers.result(future);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
