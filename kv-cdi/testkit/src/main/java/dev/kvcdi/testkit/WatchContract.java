package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.VALUE_TEXT;
import static dev.kvcdi.testkit.ContractLine.WATCH_COVERS;
import static dev.kvcdi.testkit.ContractLine.WATCH_EXPIRY;
import static dev.kvcdi.testkit.ContractLine.WATCH_NOTHING;
import static dev.kvcdi.testkit.ContractLine.WATCH_ORDER;
import static dev.kvcdi.testkit.ContractLine.WATCH_PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Version;
import dev.kvcdi.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a watch tells; {@link WatchLifeContract} has slow listeners, racing writers and the end of watches. */
@Needs(Capability.WATCH)
abstract class WatchContract extends Contract {

    private final List<Watch> watches = new ArrayList<>();

    @AfterEach
    final void closeWatches() {
        watches.forEach(Watch::close);
        watches.clear();
    }

    @Test
    @Proves(WATCH_COVERS)
    void watch_writesRightAfterIt_areTold() {
        // Again and again, for a watch that begins late would be late only sometimes.
        for (int round = 0; round < 50; round++) {
            Recorder<String> recorder = new Recorder<>();
            try (Watch watch = store.watch("", recorder)) {
                assertThat(watch).isNotNull();
                store.set("key", "round " + round);
                recorder.awaitText("key=round " + round);
                assertThat(recorder.texts()).containsExactly("key=round " + round);
            }
        }
    }

    @Test
    @Proves(WATCH_COVERS)
    void watch_everyKindOfWrite_isTold() {
        store.setAll(Map.of("gone", "x", "gone2", "x"));
        Recorder<String> recorder = watch(store, "");
        store.set("set", "1");
        store.set("ttl", "2", Duration.ofHours(1));
        store.put("put", "3", PutOptions.always());
        store.setAll(Map.of("all1", "4", "all2", "5"));
        store.delete("gone");
        store.deleteAll(List.of("gone2"));
        store.bytes().set("bytes", utf8("6"));
        store.prefixed("pre").set("fixed", "7");
        recorder.awaitExactly(
                "set=1", "ttl=2", "put=3", "all1=4", "all2=5", "-gone", "-gone2", "bytes=6", "prefixed=7");
    }

    @Test
    @Needs({Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES})
    @Proves(WATCH_COVERS)
    void watch_everyKindOfConditionalWrite_isTold() {
        Version version = store.put("version", "x", PutOptions.always()).orElseThrow();
        Version deleted = store.put("deleted", "x", PutOptions.always()).orElseThrow();
        store.setAll(Map.of("present", "x", "computed", "x", "atomic2", "x", "gone", "x"));
        Recorder<String> recorder = watch(store, "");
        store.put("absent", "1", PutOptions.ifAbsent());
        store.put("present", "2", PutOptions.ifPresent());
        store.put("version", "3", PutOptions.ifVersion(version));
        store.delete("deleted", deleted);
        store.compute("computed", value -> Optional.of("4"));
        store.compute("gone", value -> Optional.empty());
        store.atomically(
                batch -> batch.set("atomic1", "5").delete("atomic2").put("atomic3", "6", PutOptions.ifAbsent()));
        recorder.awaitExactly(
                "absent=1",
                "present=2",
                "version=3",
                "-deleted",
                "computed=4",
                "-gone",
                "atomic1=5",
                "-atomic2",
                "atomic3=6");
    }

    @Test
    @Proves(WATCH_COVERS)
    void put_entry_isTheOneThatWasWritten() {
        Recorder<String> recorder = watch(store, "");
        store.set("key", "value", Duration.ofHours(1));
        recorder.awaitText("key=value");
        Entry<String> written = store.entry("key").orElseThrow();
        assertThat(recorder.changes())
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.Put.class, put -> assertThat(put.entry()).isEqualTo(written));
    }

    @Test
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves(WATCH_COVERS)
    void put_version_winsACondition() {
        Recorder<String> recorder = watch(store, "");
        store.set("key", "value");
        recorder.awaitText("key=value");
        @SuppressWarnings("unchecked")
        Change.Put<String> put = (Change.Put<String>) recorder.changes().get(0);
        assertThat(store.put("key", "next", PutOptions.ifVersion(put.entry().version())))
                .isPresent();
    }

    @Test
    @Proves(WATCH_EXPIRY)
    void watch_entryExpires_tellsNothing() {
        Recorder<String> recorder = watch(store, "");
        store.set("key", "value", Duration.ofHours(1));
        recorder.awaitText("key=value");
        clock.advance(Duration.ofHours(2));
        assertThat(store.keys("")).isEmpty();
        store.set("later", "x");
        recorder.awaitText("later=x");
        store.delete("key");
        store.set("latest", "x");
        recorder.awaitText("latest=x");
        store.set("key", "again");
        recorder.awaitExactly("key=value", "later=x", "latest=x", "key=again");
    }

    @Test
    @Proves(WATCH_PREFIX)
    void watch_prefix_tellsOfItsKeysOnly() {
        Recorder<String> recorder = watch(store, "a/");
        Recorder<String> all = watch(store, "");
        List<String> keys = List.of("a", "a/", "a/1", "a/2", "a0", "a.", "b/1", "A/1", "a/\ud83d\ude00", "*", "a*");
        keys.forEach(key -> store.set(key, "x"));
        Eventually.holds("the changes", () -> assertThat(all.texts()).hasSameSizeAs(keys));
        recorder.awaitExactly("a/=x", "a/1=x", "a/2=x", "a/\ud83d\ude00=x");
        keys.forEach(store::delete);
        Eventually.holds("the changes", () -> assertThat(all.texts()).hasSize(2 * keys.size()));
        recorder.awaitExactly("a/=x", "a/1=x", "a/2=x", "a/\ud83d\ude00=x", "-a/", "-a/1", "-a/2", "-a/\ud83d\ude00");
    }

    @Test
    @Proves({WATCH_PREFIX, ContractLine.VIEWS})
    void watch_prefixedView_stripsThePrefix() {
        KVStore view = store.prefixed("tenant/").prefixed("a/");
        Recorder<String> recorder = watch(view, "p");
        store.set("tenant/a/p1", "1");
        store.set("tenant/b/p1", "x");
        store.set("p1", "x");
        view.set("q", "x");
        view.set("p2", "2");
        recorder.awaitText("p1=1");
        view.delete("p1");
        recorder.awaitExactly("p1=1", "p2=2", "-p1");
    }

    @Test
    @Proves(ContractLine.STORES)
    void watch_otherStore_tellsNothing() {
        Recorder<String> recorder = watch(store, "");
        second.set("key", "x");
        second.delete("key");
        store.set("end", "x");
        recorder.awaitText("end=x");
        assertThat(recorder.texts()).containsExactly("end=x");
    }

    @Test
    @Proves(WATCH_NOTHING)
    void watch_deleteOfAbsentKey_tellsNothing() {
        Recorder<String> recorder = watch(store, "");
        store.delete("absent");
        store.deleteAll(List.of("absent", "other"));
        store.set("key", "x");
        recorder.awaitText("key=x");
        store.delete("key");
        store.delete("key");
        store.set("end", "x");
        recorder.awaitText("end=x");
        recorder.awaitExactly("key=x", "-key", "end=x");
    }

    @Test
    @Needs({Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES})
    @Proves(WATCH_NOTHING)
    void watch_writesThatLoseOrChangeNothing_tellNothing() {
        store.set("key", "same");
        Recorder<String> recorder = watch(store, "");
        store.put("key", "x", PutOptions.ifAbsent());
        store.put("absent", "x", PutOptions.ifPresent());
        store.put("key", "x", PutOptions.ifVersion(Version.of("foreign")));
        store.delete("key", Version.of("foreign"));
        store.compute("key", value -> value);
        store.compute("absent", value -> Optional.empty());
        store.atomically(batch -> batch.set("new", "x").put("key", "x", PutOptions.ifAbsent()));
        store.set("end", "x");
        recorder.awaitText("end=x");
        assertThat(recorder.texts()).containsExactly("end=x");
    }

    @Test
    @Proves(WATCH_ORDER)
    void watch_manyWritesOfAKey_comeInOrderAndTheLastArrives() {
        Recorder<String> recorder = watch(store, "");
        int count = 200;
        for (int i = 1; i <= count; i++) {
            store.set("key", String.format("%05d", i));
            if (i % 50 == 0) {
                store.delete("key");
            }
        }
        store.set("key", "99999");
        recorder.awaitText("key=99999");
        List<String> values = recorder.textsOf("key").stream()
                .filter(text -> !text.startsWith("-"))
                .toList();
        assertThat(values).isSorted().doesNotHaveDuplicates();
        assertThat(recorder.textsOf("key")).endsWith("key=99999");
        assertThat(recorder.overlapped()).as("calls of the listener overlapped").isFalse();
    }

    @Test
    @Proves(WATCH_COVERS)
    void watch_severalOfThem_eachIsTold() {
        List<Recorder<String>> recorders = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            recorders.add(watch(store, i % 2 == 0 ? "" : "k"));
        }
        store.set("key", "x");
        recorders.forEach(recorder -> recorder.awaitExactly("key=x"));
    }

    @Test
    @Proves(VALUE_TEXT)
    void watch_entryThatCannotBeDecoded_isLostAndTheWatchGoesOn() {
        Recorder<String> recorder = watch(store, "");
        Recorder<byte[]> bytes = watch(store.bytes(), "");
        store.bytes().set("poison", new byte[] {(byte) 0xff});
        store.set("key", "x");
        recorder.awaitText("key=x");
        Eventually.holds("the changes", () -> assertThat(recorder.texts()).containsExactlyInAnyOrder("lost", "key=x"));
        Eventually.holds("the changes", () -> assertThat(bytes.changes()).hasSize(2));
        assertThat(bytes.lost()).isFalse();
    }

    private <V> Recorder<V> watch(TypedKVStore<V> view, String prefix) {
        Recorder<V> recorder = new Recorder<>();
        watches.add(view.watch(prefix, recorder));
        return recorder;
    }
}
