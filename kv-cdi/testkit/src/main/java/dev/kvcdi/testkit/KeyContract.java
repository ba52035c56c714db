package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.KEY_CHARACTERS;
import static dev.kvcdi.testkit.ContractLine.KEY_INVALID;
import static dev.kvcdi.testkit.ContractLine.KEY_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.Entry;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Watch;
import dev.kvcdi.spi.Key;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which texts are keys, and that each comes back as it went in. */
abstract class KeyContract extends Contract {

    static Stream<Named<String>> keys() {
        return Stream.concat(Texts.HOSTILE_KEYS.stream(), Texts.longestKeys().stream())
                .map(key -> Named.of(Texts.escaped(key), key));
    }

    static Stream<Named<String>> noKeys() {
        return Texts.illegalKeys().stream().map(key -> Named.of(Texts.escaped(key), key));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    @Proves({KEY_CHARACTERS, KEY_LENGTH})
    void operations_legalKey_roundTrip(String key) {
        store.set(key, "one");
        assertThat(store.get(key)).contains("one");
        assertThat(store.exists(key)).isTrue();
        assertThat(store.entry(key).orElseThrow().key()).isEqualTo(key);
        assertThat(store.keys(key)).containsExactly(key);
        assertThat(store.entries(key).map(Entry::key)).containsExactly(key);
        assertThat(keysOf(pages(store, key, 10))).containsExactly(key);
        assertThat(store.getAll(List.of(key))).containsExactly(Map.entry(key, "one"));
        store.set(key, "two", Duration.ofHours(1));
        assertThat(store.get(key)).contains("two");
        store.put(key, "three", PutOptions.always());
        assertThat(store.get(key)).contains("three");
        store.delete(key);
        assertThat(store.exists(key)).isFalse();
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    @Proves(KEY_CHARACTERS)
    void set_allHostileKeys_eachIsAKeyOfItsOwn() {
        Map<String, String> values = hostileValues();
        values.forEach(store::set);
        values.forEach((key, value) ->
                assertThat(store.get(key)).as(Texts.escaped(key)).contains(value));
        Texts.HOSTILE_KEYS.forEach(key -> {
            store.delete(key);
            assertThat(store.get(key)).as(Texts.escaped(key)).isEmpty();
            values.remove(key);
            assertThat(store.keys("").count()).isEqualTo(values.size());
        });
    }

    @Test
    @Proves(KEY_CHARACTERS)
    void listings_allHostileKeys_haveThemAsWritten() {
        Map<String, String> values = hostileValues();
        store.setAll(values);
        assertThat(store.keys("")).containsExactlyInAnyOrderElementsOf(values.keySet());
        assertThat(asMap(store.entries("").toList())).isEqualTo(values);
        assertThat(asMap(pages(store, "", 7))).isEqualTo(values);
    }

    @Test
    @Proves(KEY_CHARACTERS)
    void listings_hostilePrefix_haveTheKeysThatBeginWithIt() {
        Map<String, String> values = hostileValues();
        store.setAll(values);
        for (String prefix : Texts.HOSTILE_KEYS) {
            Set<String> expected = new HashSet<>();
            values.keySet().stream().filter(key -> key.startsWith(prefix)).forEach(expected::add);
            assertThat(store.keys(prefix)).as(Texts.escaped(prefix)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(keysOf(pages(store, prefix, 3)))
                    .as(Texts.escaped(prefix))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    @Proves(KEY_CHARACTERS)
    void batches_allHostileKeys_haveThemAsWritten() {
        Map<String, String> values = hostileValues();
        store.setAll(values);
        assertThat(store.getAll(Texts.HOSTILE_KEYS)).containsExactlyEntriesOf(values);
        store.deleteAll(Texts.HOSTILE_KEYS);
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves(KEY_CHARACTERS)
    void conditions_allHostileKeys_concernThatKeyAlone() {
        for (String key : Texts.HOSTILE_KEYS) {
            assertThat(store.put(key, "one", PutOptions.ifAbsent()))
                    .as(Texts.escaped(key))
                    .isPresent();
        }
        for (String key : Texts.HOSTILE_KEYS) {
            assertThat(store.put(key, "two", PutOptions.ifAbsent()))
                    .as(Texts.escaped(key))
                    .isEmpty();
            Entry<String> entry = store.entry(key).orElseThrow();
            assertThat(store.put(key, "three", PutOptions.ifVersion(entry.version())))
                    .as(Texts.escaped(key))
                    .isPresent();
            assertThat(store.delete(key, entry.version()))
                    .as(Texts.escaped(key))
                    .isFalse();
            assertThat(store.delete(key, store.entry(key).orElseThrow().version()))
                    .as(Texts.escaped(key))
                    .isTrue();
        }
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    @Needs(Capability.ATOMIC_BATCHES)
    @Proves(KEY_CHARACTERS)
    void atomically_hostileKeys_writesThem() {
        List<String> keys = Texts.HOSTILE_KEYS.subList(0, 100);
        assertThat(store.atomically(batch -> keys.forEach(key -> batch.set(key, key))))
                .isTrue();
        assertThat(store.keys("")).containsExactlyInAnyOrderElementsOf(keys);
        List<String> others = Texts.HOSTILE_KEYS.subList(100, Texts.HOSTILE_KEYS.size());
        for (String key : others) {
            assertThat(store.atomically(batch -> batch.set(key, key))).isTrue();
            assertThat(store.get(key)).as(Texts.escaped(key)).contains(key);
        }
    }

    @Test
    @Needs(Capability.WATCH)
    @Proves(KEY_CHARACTERS)
    void watch_allHostileKeys_tellsThemAsWritten() {
        Set<String> told = ConcurrentHashMap.newKeySet();
        Set<String> removed = ConcurrentHashMap.newKeySet();
        try (Watch watch = store.watch("", change -> {
            if (change instanceof Change.Put<String> put) {
                told.add(put.entry().key());
            } else if (change instanceof Change.Removed<String> gone) {
                removed.add(gone.key());
            }
        })) {
            assertThat(watch).isNotNull();
            hostileValues().forEach(store::set);
            Eventually.holds(
                    "the changes", () -> assertThat(told).containsExactlyInAnyOrderElementsOf(Texts.HOSTILE_KEYS));
            Texts.HOSTILE_KEYS.forEach(store::delete);
            Eventually.holds(
                    "the changes", () -> assertThat(removed).containsExactlyInAnyOrderElementsOf(Texts.HOSTILE_KEYS));
        }
    }

    @Test
    @Proves(KEY_LENGTH)
    void set_longestKeysThatDifferAtTheEnd_areDifferentKeys() {
        String common = Texts.ofBytes("k", Key.MAX_BYTES - 1);
        store.set(common + "1", "one");
        store.set(common + "2", "two");
        store.set(common, "three");
        assertThat(store.get(common + "1")).contains("one");
        assertThat(store.get(common + "2")).contains("two");
        assertThat(store.keys(common)).containsExactlyInAnyOrder(common, common + "1", common + "2");
        assertThat(keysOf(pages(store, common, 1))).containsExactlyInAnyOrder(common, common + "1", common + "2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noKeys")
    @Proves(KEY_INVALID)
    void operations_illegalKey_refuseItAndDoNothing(String key) {
        store.set("a", "kept");
        for (Operation operation : Operation.onKeys()) {
            if (operation.allowedOn(store)) {
                assertThatThrownBy(() -> operation.call().on(store, key), "%s", operation.title())
                        .isInstanceOf(KVInvalidKeyException.class);
            }
        }
        assertThat(store.get("a")).contains("kept");
        assertThat(store.keys("")).containsExactly("a");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noKeys")
    @Proves(KEY_INVALID)
    void listings_illegalPrefix_refuseIt(String prefix) {
        for (Operation operation : Operation.onPrefixes()) {
            if (operation.allowedOn(store)) {
                if (prefix.isEmpty()) {
                    operation.call().on(store, prefix);
                } else {
                    assertThatThrownBy(() -> operation.call().on(store, prefix), "%s", operation.title())
                            .isInstanceOf(KVInvalidKeyException.class);
                }
            }
        }
    }

    @Test
    @Proves({KEY_INVALID, ContractLine.KEY_PREFIXED})
    void operations_illegalKey_doNotAskTheEngine() {
        Probe probe = new Probe();
        Place probed = open(Map.of(), probe::around);
        int before = probe.calls();
        for (String key : Texts.illegalKeys()) {
            for (Operation operation : Operation.of(probed.store())) {
                if (!key.isEmpty() || !Operation.onPrefixes().contains(operation)) {
                    assertThatThrownBy(() -> operation.call().on(probed.store(), key))
                            .isInstanceOf(KVInvalidKeyException.class);
                }
            }
        }
        String prefix = Texts.ofBytes("p", 1_000);
        assertThatThrownBy(() -> probed.store().prefixed(prefix).get(Texts.ofBytes("k", 25)))
                .isInstanceOf(KVInvalidKeyException.class);
        assertThat(probe.calls()).as("calls of the engine").isEqualTo(before);
    }

    private static Map<String, String> hostileValues() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < Texts.HOSTILE_KEYS.size(); i++) {
            values.put(Texts.HOSTILE_KEYS.get(i), "value " + i);
        }
        assertThat(values).as("the test's own keys, all different").hasSameSizeAs(Texts.HOSTILE_KEYS);
        return values;
    }

    private static Map<String, String> asMap(Collection<Entry<String>> entries) {
        Map<String, String> values = new LinkedHashMap<>();
        entries.forEach(entry -> assertThat(values.put(entry.key(), entry.value()))
                .as("listed twice")
                .isNull());
        return values;
    }
}
