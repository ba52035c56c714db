package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.LIST_COMPLETE;
import static dev.kvcdi.testkit.ContractLine.LIST_ORDER;
import static dev.kvcdi.testkit.ContractLine.LIST_PREFIX;
import static dev.kvcdi.testkit.ContractLine.LIST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.KVException;
import dev.kvcdi.KVStore;
import dev.kvcdi.spi.EngineException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The streams of keys and entries. */
abstract class ListingContract extends Contract {

    /** More than any page that the library may read at once. */
    private static final int MANY = 2_500;

    @Test
    @Proves(LIST_PREFIX)
    void keys_emptyStore_isEmpty() {
        assertThat(store.keys("")).isEmpty();
        assertThat(store.keys("a")).isEmpty();
        assertThat(store.entries("")).isEmpty();
    }

    @Test
    @Proves(LIST_PREFIX)
    void keys_prefixes_byCharacters() {
        List<String> keys = List.of(
                "a",
                "ab",
                "abc",
                "abd",
                "ac",
                "b",
                "ba",
                "A",
                "\u00e4",
                "a\u0308",
                "a/",
                "a/b",
                "a.b",
                "\uffff",
                "\ud83d\ude00");
        keys.forEach(key -> store.set(key, key));
        for (String prefix : List.of(
                "",
                "a",
                "ab",
                "abc",
                "abcd",
                "b",
                "c",
                "A",
                "\u00e4",
                "a/",
                "a.",
                "a*",
                "\uffff",
                "\ud83d\ude00",
                "\ud83d\ude01")) {
            List<String> expected =
                    keys.stream().filter(key -> key.startsWith(prefix)).toList();
            assertThat(store.keys(prefix)).as(Texts.escaped(prefix)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(store.entries(prefix).map(Entry::key))
                    .as(Texts.escaped(prefix))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    @Proves(LIST_PREFIX)
    void keys_prefixAtTheEndOfTheRange_hasAllKeys() {
        // The bytes that follow such a prefix in order are carried over from its last byte.
        for (String prefix :
                List.of("\u007f", "\u07ff", "\uffff", "\udbff\udfff", "a\udbff\udfff", "\udbff\udfff\udbff\udfff")) {
            store.set(prefix, "x");
            store.set(prefix + "\0", "x");
            store.set(prefix + "\udbff\udfff", "x");
            List<String> expected =
                    store.keys("").filter(key -> key.startsWith(prefix)).toList();
            assertThat(expected).hasSizeGreaterThanOrEqualTo(3);
            assertThat(store.keys(prefix)).as(Texts.escaped(prefix)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    @Proves(LIST_COMPLETE)
    void entries_manyOfThem_areAllThereAsWritten() {
        Map<String, String> values =
                Texts.numbered("many/", MANY).stream().collect(Collectors.toMap(key -> key, key -> "value of " + key));
        store.setAll(values);
        store.set("outside", "x");
        assertThat(store.keys("many/")).containsExactlyInAnyOrderElementsOf(values.keySet());
        List<Entry<String>> entries = store.entries("many/").toList();
        assertThat(entries)
                .hasSize(MANY)
                .allSatisfy(entry -> assertThat(entry.value()).isEqualTo(values.get(entry.key())));
        assertThat(keysOf(entries)).doesNotHaveDuplicates();
        assertThat(entries.get(17)).isEqualTo(store.entry(entries.get(17).key()).orElseThrow());
    }

    @Test
    @Needs(Capability.ORDERED)
    @Proves(LIST_ORDER)
    void listings_orderedStore_comeInTheOrderOfUtf8() {
        Texts.HOSTILE_KEYS.forEach(key -> store.set(key, "x"));
        Texts.longestKeys().forEach(key -> store.set(key, "x"));
        Comparator<String> byUtf8 = (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b));
        List<String> keys = store.keys("").toList();
        assertThat(keys)
                .hasSize(Texts.HOSTILE_KEYS.size() + Texts.longestKeys().size())
                .isSortedAccordingTo(byUtf8);
        assertThat(store.entries("").map(Entry::key).toList()).isEqualTo(keys);
        for (int limit : new int[] {1, 2, 7, 1_000}) {
            assertThat(keysOf(pages(store, "", limit))).isEqualTo(keys);
        }
        assertThat(store.keys("a")).isSortedAccordingTo(byUtf8);
        assertThat(store.prefixed("a").keys("")).isSortedAccordingTo(byUtf8);
    }

    @Test
    @Proves(LIST_STREAM)
    void streams_leftHalfRead_harmNothing() {
        List<String> keys = Texts.numbered("key", 300);
        store.setAll(keys.stream().collect(Collectors.toMap(key -> key, key -> key)));
        List<Iterator<?>> left = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Iterator<?> iterator = (i % 2 == 0 ? store.keys("") : store.entries("")).iterator();
            iterator.next();
            left.add(iterator);
            assertThat(store.keys("").findFirst()).isPresent();
            assertThat(store.entries("key").limit(3)).hasSize(3);
        }
        assertThat(left).hasSize(60);
        store.deleteAll(keys);
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    @Proves(LIST_STREAM)
    void streams_usedWhileWriting_allowIt() {
        List<String> keys = new ArrayList<>(Texts.numbered("key", 1_500));
        store.setAll(keys.stream().collect(Collectors.toMap(key -> key, key -> key)));
        store.keys("key").filter(key -> key.endsWith("7")).forEach(store::delete);
        keys.removeIf(key -> key.endsWith("7"));
        assertThat(store.keys("")).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(store.keys("").parallel().toList()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    @Proves(LIST_COMPLETE)
    void listings_besideWriters_haveEveryLastingKeyOnce() throws Exception {
        List<String> lasting = Texts.numbered("s/lasting/", 700);
        store.setAll(lasting.stream().collect(Collectors.toMap(key -> key, key -> key)));
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger listings = new AtomicInteger();
        int wanted = Scale.rounds(8);
        Callable<Integer> reader = () -> {
            try {
                while (listings.getAndIncrement() < wanted) {
                    List<String> keys = store.keys("s/").toList();
                    assertThat(keys).doesNotHaveDuplicates();
                    assertThat(Texts.missing(lasting, keys)).isEmpty();
                    List<String> entries =
                            store.entries("s/").<String>map(Entry::key).toList();
                    assertThat(entries).doesNotHaveDuplicates();
                    assertThat(Texts.missing(lasting, entries)).isEmpty();
                }
                return 0;
            } finally {
                done.set(true);
            }
        };
        Racers.race(3, racer -> racer == 0 ? reader : () -> disturb(racer, lasting, done));
    }

    @Test
    @Proves(LIST_COMPLETE)
    void listings_engineFailsHalfWay_endWithAnException() {
        Probe probe = new Probe().withBatches();
        KVStore probed = open(Map.of(), probe::around).store();
        probed.setAll(Texts.numbered("key", MANY).stream().collect(Collectors.toMap(key -> key, key -> key)));
        AtomicInteger parts = new AtomicInteger();
        probe.fault(new Probe.Fault() {
            @Override
            public <T> T around(String method, String key, Supplier<T> call) {
                if (method.equals("scan") && parts.incrementAndGet() % 2 == 0) {
                    throw new EngineException(EngineException.Kind.UNAVAILABLE, "gone for a moment", null);
                }
                return call.get();
            }
        });
        assertThatThrownBy(() -> probed.keys("").count()).isInstanceOf(KVException.class);
        parts.set(0);
        assertThatThrownBy(() -> probed.entries("").toList()).isInstanceOf(KVException.class);
    }

    /** Writes, deletes and rewrites keys before, among and after the lasting ones, and rewrites those. */
    private int disturb(int racer, List<String> lasting, AtomicBoolean done) {
        Random random = new Random(racer);
        int writes = 0;
        while (!done.get()) {
            String passing = "s/" + "abklmz".charAt(random.nextInt(6)) + random.nextInt(500);
            switch (random.nextInt(4)) {
                case 0 -> store.set(passing, "x");
                case 1 -> store.delete(passing);
                case 2 ->
                    store.set("s/lasting/" + String.format("%05d", random.nextInt(700)) + "/" + random.nextInt(3), "x");
                default -> store.set(lasting.get(random.nextInt(lasting.size())), "rewritten");
            }
            writes++;
        }
        return writes;
    }
}
