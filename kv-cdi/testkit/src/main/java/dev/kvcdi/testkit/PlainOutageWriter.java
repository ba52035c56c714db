package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.KVStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes without conditions, to one key after the other or to all at once. It looks at all of them after an outage, before it writes
 * over them. A write of unknown outcome that was held up on its way may still arrive later.
 */
final class PlainOutageWriter extends OutageWriter {

    /** How it writes. */
    enum Way {
        SINGLE,
        BATCH,
        ATOMIC
    }

    private final KVStore store;
    private final Way way;
    private final List<String> keys;
    private final Map<String, Integer> acknowledged = new HashMap<>();
    private final Map<String, Set<Integer>> unknown = new HashMap<>();

    PlainOutageWriter(KVStore store, String name, Way way) {
        this.store = store;
        this.way = way;
        this.keys = Texts.numbered(name, 20);
    }

    @Override
    boolean write(int number) {
        String value = Integer.toString(number);
        List<String> written = written(number);
        switch (way) {
            case SINGLE -> store.set(written.get(0), value);
            case BATCH -> {
                try {
                    store.setAll(written.stream().collect(Collectors.toMap(Function.identity(), key -> value)));
                } catch (KVBatchException e) {
                    e.fates().forEach((key, fate) -> remember(key, fate, number));
                    failed();
                    return false;
                }
            }
            case ATOMIC -> {
                boolean applied = store.atomically(batch -> written.forEach(key -> batch.set(key, value)));
                assertThat(applied).as("an atomic batch without conditions").isTrue();
            }
        }
        written.forEach(key -> remember(key, Fate.APPLIED, number));
        return true;
    }

    private List<String> written(int number) {
        return way == Way.SINGLE ? List.of(keys.get(number % keys.size())) : keys;
    }

    private void remember(String key, Fate fate, int number) {
        switch (fate) {
            case APPLIED -> acknowledged.put(key, number);
            case UNKNOWN ->
                unknown.computeIfAbsent(key, first -> new HashSet<>()).add(number);
            case NOT_APPLIED -> {}
        }
    }

    @Override
    void unknown(int number) {
        written(number).forEach(key -> remember(key, Fate.UNKNOWN, number));
    }

    @Override
    void readBack() {
        if (way == Way.ATOMIC) {
            // One that was held up may arrive between the reads of two keys.
            Eventually.holds(
                    "one number in all keys of an atomic batch",
                    () -> assertThat(Set.copyOf(checked().values())).hasSizeLessThan(2));
        } else {
            checked();
        }
    }

    private Map<String, Integer> checked() {
        Map<String, String> found = store.getAll(keys);
        Map<String, Integer> numbers = new HashMap<>();
        for (String key : keys) {
            int number = Integer.parseInt(found.getOrDefault(key, "0"));
            Set<Integer> possible = new HashSet<>(unknown.getOrDefault(key, Set.of()));
            possible.add(acknowledged.getOrDefault(key, 0));
            assertThat(possible).as("what was told of %s, written %s", key, way).contains(number);
            numbers.put(key, number);
        }
        return numbers;
    }

    @Override
    public String toString() {
        return keys.get(0) + " and others, written " + way;
    }
}
