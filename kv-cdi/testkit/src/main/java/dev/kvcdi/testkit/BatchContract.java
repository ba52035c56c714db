package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.BATCH_CHECKED;
import static dev.kvcdi.testkit.ContractLine.BATCH_DUPLICATES;
import static dev.kvcdi.testkit.ContractLine.BATCH_ORDER;
import static dev.kvcdi.testkit.ContractLine.BATCH_PARTIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVStore;
import dev.kvcdi.spi.EngineException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Reads and writes of several keys. */
abstract class BatchContract extends Contract {

    @Test
    void batches_empty_doNothing() {
        store.set("key", "kept");
        assertThat(store.getAll(List.of())).isEmpty();
        store.setAll(Map.of());
        store.deleteAll(List.of());
        assertThat(store.get("key")).contains("kept");
    }

    @Test
    void batches_oneKey_likeTheSingleOperations() {
        store.setAll(Map.of("key", "value"));
        assertThat(store.get("key")).contains("value");
        assertThat(store.getAll(List.of("key"))).containsExactly(Map.entry("key", "value"));
        store.deleteAll(List.of("key"));
        assertThat(store.exists("key")).isFalse();
    }

    @Test
    @Proves(BATCH_ORDER)
    void getAll_shuffledKeys_hasTheirOrder() {
        List<String> keys = new ArrayList<>(Texts.numbered("key", 250));
        Map<String, String> values = new LinkedHashMap<>();
        keys.forEach(key -> values.put(key, "value of " + key));
        store.setAll(values);
        Collections.shuffle(keys, new Random(1));
        Map<String, String> result = store.getAll(keys);
        assertThat(new ArrayList<>(result.keySet())).isEqualTo(keys);
        assertThat(result).isEqualTo(values);
    }

    @Test
    @Proves(BATCH_ORDER)
    void getAll_absentKeysAmongPresent_leavesThemOut() {
        store.set("a", "1");
        store.set("c", "3");
        assertThat(store.getAll(List.of("d", "c", "b", "a"))).containsExactly(Map.entry("c", "3"), Map.entry("a", "1"));
        assertThat(store.getAll(List.of("x", "y"))).isEmpty();
    }

    @Test
    @Proves({BATCH_DUPLICATES, BATCH_ORDER})
    void getAll_repeatedKeys_haveThemOnceWhereTheyFirstStood() {
        store.set("a", "1");
        store.set("b", "2");
        assertThat(store.getAll(List.of("b", "a", "b", "x", "a", "x")))
                .containsExactly(Map.entry("b", "2"), Map.entry("a", "1"));
    }

    @Test
    @Proves(BATCH_DUPLICATES)
    void deleteAll_repeatedAndAbsentKeys_deletesThePresent() {
        store.setAll(Map.of("a", "1", "b", "2", "c", "3"));
        store.deleteAll(List.of("a", "x", "a", "b", "x"));
        assertThat(store.keys("")).containsExactly("c");
    }

    @Test
    void batches_manyKeys_beyondAnyEnginesRequest() {
        Map<String, String> values = new LinkedHashMap<>();
        Texts.numbered("many/", 1_203).forEach(key -> values.put(key, key + key));
        store.setAll(values);
        assertThat(store.getAll(values.keySet())).isEqualTo(values);
        List<String> half = values.keySet().stream()
                .filter(key -> key.endsWith("1") || key.endsWith("2"))
                .toList();
        store.deleteAll(half);
        half.forEach(values::remove);
        assertThat(store.keys("many/")).containsExactlyInAnyOrderElementsOf(values.keySet());
    }

    @Test
    void batches_manyLargestValues_beyondAnyEnginesRequest() {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (String key : Texts.numbered("large/", 48)) {
            byte[] value = new byte[Math.min(harness().largestValue(), DriverHarness.DEFAULT_LARGEST_VALUE)];
            value[0] = (byte) values.size();
            values.put(key, value);
        }
        store.bytes().setAll(values);
        Map<String, byte[]> read = store.bytes().getAll(values.keySet());
        assertThat(read).hasSameSizeAs(values);
        read.forEach((key, value) -> assertThat(value).isEqualTo(values.get(key)));
        assertThat(store.keys("")).containsExactlyInAnyOrderElementsOf(values.keySet());
        assertThat(store.bytes().entries("").map(entry -> entry.value()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        values.values().stream().map(value -> value[0]).toList());
        assertThat(pages(store.bytes(), "", 48)).hasSize(48);
        store.deleteAll(values.keySet());
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    void batches_anyKindOfCollection_areTaken() {
        store.setAll(Collections.singletonMap("a", "1"));
        assertThat(store.getAll(Collections.unmodifiableCollection(new TreeSet<>(List.of("a", "b")))))
                .containsOnlyKeys("a");
        store.deleteAll(new LinkedHashSet<>(List.of("a")));
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    void setAll_someKeysPresent_replacesThem() {
        store.set("a", "old");
        store.setAll(Map.of("a", "new", "b", "new"));
        assertThat(store.getAll(List.of("a", "b")).values()).containsExactly("new", "new");
    }

    @Test
    @Proves(BATCH_CHECKED)
    void batches_oneIllegalKey_doNothing() {
        store.set("a", "kept");
        Map<String, String> values = new LinkedHashMap<>();
        Texts.numbered("new", 300).forEach(key -> values.put(key, "x"));
        values.put("a", "lost");
        values.put("\ud800", "x");
        assertThatThrownBy(() -> store.setAll(values)).isInstanceOf(KVInvalidKeyException.class);
        assertThatThrownBy(() -> store.deleteAll(List.of("a", ""))).isInstanceOf(KVInvalidKeyException.class);
        assertThatThrownBy(() -> store.getAll(List.of("a", "\udfff"))).isInstanceOf(KVInvalidKeyException.class);
        assertThat(store.get("a")).contains("kept");
        assertThat(store.keys("")).containsExactly("a");
    }

    @Test
    @Proves(BATCH_PARTIAL)
    void setAll_engineFailsAmongTheKeys_tellsEachKeysFate() {
        Probe probe = new Probe();
        KVStore probed = open(Map.of(), probe::around).store();
        Map<String, String> values = new LinkedHashMap<>();
        Texts.numbered("key", 10).forEach(key -> values.put(key, "new"));
        probe.fault(failing());
        Map<String, Fate> fates = fates(() -> probed.setAll(values));
        probe.noFault();
        assertFates(fates);
        fates.forEach((key, fate) -> {
            if (fate != Fate.UNKNOWN) {
                assertThat(probed.exists(key)).as("%s is %s", key, fate).isEqualTo(fate == Fate.APPLIED);
            }
        });
    }

    @Test
    @Proves(BATCH_PARTIAL)
    void deleteAll_engineFailsAmongTheKeys_tellsEachKeysFate() {
        Probe probe = new Probe();
        KVStore probed = open(Map.of(), probe::around).store();
        List<String> keys = Texts.numbered("key", 10);
        keys.forEach(key -> probed.set(key, "old"));
        probe.fault(failing());
        Map<String, Fate> fates = fates(() -> probed.deleteAll(keys));
        probe.noFault();
        assertFates(fates);
        fates.forEach((key, fate) -> {
            if (fate != Fate.UNKNOWN) {
                assertThat(probed.exists(key)).as("%s is %s", key, fate).isEqualTo(fate == Fate.NOT_APPLIED);
            }
        });
    }

    /** Fails the fourth key, and applies the seventh but loses the answer. */
    private static Probe.Fault failing() {
        return new Probe.Fault() {
            @Override
            public <T> T around(String method, String key, Supplier<T> call) {
                if (key.endsWith("3")) {
                    throw new EngineException(EngineException.Kind.UNAVAILABLE, "gone for a moment", null);
                }
                T result = call.get();
                if (key.endsWith("6")) {
                    throw new EngineException(EngineException.Kind.OUTCOME_UNKNOWN, "the answer was lost", null);
                }
                return result;
            }
        };
    }

    private static Map<String, Fate> fates(Runnable call) {
        KVBatchException failure = catchThrowableOfType(KVBatchException.class, call::run);
        assertThat(failure).as("the batch's failure").isNotNull();
        return failure.fates();
    }

    private static void assertFates(Map<String, Fate> fates) {
        assertThat(fates).containsOnlyKeys(Texts.numbered("key", 10));
        assertThat(fates.get("key00003")).isEqualTo(Fate.NOT_APPLIED);
        // Whether the rest is tried after a failure is the library's choice; what it tells has to be true.
        assertThat(fates.get("key00006")).isIn(Fate.NOT_APPLIED, Fate.UNKNOWN);
        assertThat(fates.get("key00000")).isEqualTo(Fate.APPLIED);
    }
}
