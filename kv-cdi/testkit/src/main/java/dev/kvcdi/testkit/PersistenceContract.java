package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.PERSISTENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What survives the end of the library. */
@Needs(Capability.PERSISTENT)
abstract class PersistenceContract extends Contract {

    @Test
    @Proves(PERSISTENT)
    void reopen_entries_areThereWithVersionsAndExpiries() {
        Place own = open();
        KVStore before = own.store();
        for (int i = 0; i < Texts.HOSTILE_KEYS.size(); i++) {
            if (i % 3 == 0) {
                before.set(Texts.HOSTILE_KEYS.get(i), "value " + i, Duration.ofHours(1 + i));
            } else {
                before.set(Texts.HOSTILE_KEYS.get(i), "value " + i);
            }
        }
        before.set("empty", "");
        own.second().set("key", "of the second store");
        Set<Entry<String>> entries = new HashSet<>(before.entries("").toList());
        assertThat(entries).hasSize(Texts.HOSTILE_KEYS.size() + 1);
        own.reopen();
        assertThat(new HashSet<>(own.store().entries("").toList())).isEqualTo(entries);
        entries.forEach(entry -> assertThat(own.store().entry(entry.key())).contains(entry));
        assertThat(own.second().entries("").map(Entry::value)).containsExactly("of the second store");
        own.clock().advance(Duration.ofHours(1));
        entries.removeIf(entry -> entry.expiry()
                .filter(expiry -> !own.clock().instant().isBefore(expiry))
                .isPresent());
        assertThat(new HashSet<>(own.store().entries("").toList())).isEqualTo(entries);
    }

    @Test
    @Proves(PERSISTENT)
    void reopen_bytesAndLargestValue_areThere() {
        Place own = open();
        byte[] largest = new byte[harness().largestValue()];
        largest[largest.length - 1] = 1;
        own.store().bytes().set("largest", largest);
        own.store().bytes().set("bytes", new byte[] {0, (byte) 0xff, 0});
        own.reopen();
        assertThat(own.store().bytes().get("largest"))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(largest));
        assertThat(own.store().bytes().get("bytes"))
                .hasValueSatisfying(value -> assertThat(value).containsExactly(0, 0xff, 0));
    }

    @Test
    @Proves(PERSISTENT)
    void reopen_deletedAndExpiredKeys_stayAbsent() {
        Place own = open();
        own.store().setAll(Map.of("deleted", "x", "deletedAll", "x", "kept", "x"));
        own.store().set("expired", "x", Duration.ofHours(1));
        own.store().set("expiring", "x", Duration.ofHours(2));
        own.store().set("cleared", "x", Duration.ofHours(1));
        own.store().set("cleared", "x");
        own.store().delete("deleted");
        own.store().deleteAll(List.of("deletedAll"));
        own.clock().advance(Duration.ofHours(1));
        own.reopen();
        assertThat(own.store().keys("")).containsExactlyInAnyOrder("kept", "expiring", "cleared");
        own.clock().advance(Duration.ofHours(1));
        assertThat(own.store().keys("")).containsExactlyInAnyOrder("kept", "cleared");
        own.reopen();
        assertThat(own.store().keys("")).containsExactlyInAnyOrder("kept", "cleared");
    }

    @Test
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves(PERSISTENT)
    void reopen_versions_stillDecideConditions() {
        Place own = open();
        Version outdated = own.store().put("key", "one", PutOptions.always()).orElseThrow();
        Version current = own.store().put("key", "two", PutOptions.always()).orElseThrow();
        Version deleted = own.store().put("deleted", "one", PutOptions.always()).orElseThrow();
        own.store().delete("deleted");
        own.reopen();
        assertThat(own.store().put("key", "lost", PutOptions.ifVersion(outdated)))
                .isEmpty();
        assertThat(own.store().put("deleted", "lost", PutOptions.ifVersion(deleted)))
                .isEmpty();
        assertThat(own.store().put("key", "lost", PutOptions.ifAbsent())).isEmpty();
        assertThat(own.store().put("key", "three", PutOptions.ifVersion(current)))
                .isPresent();
        own.store().set("deleted", "again");
        assertThat(own.store().delete("deleted", deleted)).isFalse();
    }

    @Test
    @Needs(Capability.ATOMIC_BATCHES)
    @Proves(PERSISTENT)
    void reopen_atomicBatches_areThere() {
        Place own = open();
        own.store().set("b", "old");
        own.store().atomically(batch -> batch.set("a", "1").delete("b").set("c", "3", Duration.ofHours(1)));
        own.reopen();
        assertThat(own.store().keys("")).containsExactlyInAnyOrder("a", "c");
        assertThat(own.store().entry("c").orElseThrow().expiry()).isPresent();
    }

    @Test
    @Proves({PERSISTENT, ContractLine.PAGE_CURSOR})
    void reopen_cursors_goOn() {
        Place own = open();
        own.store().setAll(Map.of("a", "1", "b", "2", "c", "3", "d", "4"));
        Set<String> seen = new HashSet<>();
        String cursor = null;
        do {
            var page = own.store().page("", 1, cursor);
            seen.addAll(keysOf(page.entries()));
            cursor = page.nextCursor().orElse(null);
            own.reopen();
        } while (cursor != null);
        assertThat(seen).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    @Proves(PERSISTENT)
    void reopen_againAndAgain_keepsEveryWrite() {
        Place own = open();
        Map<String, String> truth = new HashMap<>();
        for (int round = 0; round < 5; round++) {
            for (String key : Texts.numbered("key", 20)) {
                String value = round + key;
                own.store().set(key, value);
                truth.put(key, value);
            }
            String gone = Texts.numbered("key", 20).get(round);
            own.store().delete(gone);
            truth.remove(gone);
            own.reopen();
            assertThat(own.store().getAll(Texts.numbered("key", 20))).isEqualTo(truth);
        }
    }
}
