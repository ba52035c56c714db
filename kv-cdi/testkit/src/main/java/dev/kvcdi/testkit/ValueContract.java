package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.VALUE_BYTES;
import static dev.kvcdi.testkit.ContractLine.VALUE_OWNED;
import static dev.kvcdi.testkit.ContractLine.VALUE_SIZE;
import static dev.kvcdi.testkit.ContractLine.VALUE_TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a value may be, and that each comes back as it went in. */
abstract class ValueContract extends Contract {

    @Test
    @Proves(VALUE_SIZE)
    void set_emptyValue_isPresentAndEmpty() {
        store.set("key", "");
        assertThat(store.get("key")).contains("");
        assertThat(store.exists("key")).isTrue();
        assertThat(store.entry("key").map(Entry::value)).contains("");
        assertThat(store.bytes().get("key"))
                .hasValueSatisfying(value -> assertThat(value).isEmpty());
        assertThat(store.getAll(List.of("key"))).containsExactly(Map.entry("key", ""));
        assertThat(store.entries("").map(Entry::value)).containsExactly("");
        assertThat(pages(store, "", 1)).extracting(Entry::value).containsExactly("");
    }

    @Test
    @Proves(VALUE_SIZE)
    void set_everyByte_roundTrips() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        store.bytes().set("key", all);
        assertThat(store.bytes().get("key"))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(all));
        assertThat(store.bytes().entries("").map(Entry::value)).containsExactly(all);
    }

    @Test
    @Proves(VALUE_SIZE)
    void set_textOfManyKinds_roundTrips() {
        for (String text : Texts.HOSTILE_KEYS) {
            store.set("key", text);
            assertThat(store.get("key")).contains(text);
            assertThat(store.bytes().get("key"))
                    .hasValueSatisfying(value -> assertThat(value).isEqualTo(utf8(text)));
        }
    }

    @Test
    @Proves(VALUE_SIZE)
    void writes_largestValue_roundTrip() {
        byte[] largest = randomBytes(harness().largestValue());
        TypedKVStore<byte[]> bytes = store.bytes();
        bytes.set("set", largest);
        bytes.set("ttl", largest, Duration.ofHours(1));
        bytes.put("put", largest, PutOptions.always());
        bytes.setAll(Map.of("all", largest));
        for (String key : List.of("set", "ttl", "put", "all")) {
            assertThat(bytes.get(key))
                    .as(key)
                    .hasValueSatisfying(value -> assertThat(value).isEqualTo(largest));
        }
        assertThat(bytes.getAll(List.of("set", "all")).values()).containsExactly(largest, largest);
        assertThat(bytes.entries("").map(Entry::value)).containsExactly(largest, largest, largest, largest);
        assertThat(pages(bytes, "", 2)).extracting(Entry::value).containsExactly(largest, largest, largest, largest);
    }

    @Test
    @Needs({Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES})
    @Proves(VALUE_SIZE)
    void conditionalWrites_largestValue_roundTrip() {
        byte[] largest = randomBytes(harness().largestValue());
        TypedKVStore<byte[]> bytes = store.bytes();
        assertThat(bytes.put("put", largest, PutOptions.ifAbsent())).isPresent();
        bytes.compute("compute", value -> Optional.of(largest));
        assertThat(bytes.atomically(batch -> batch.set("atomic", largest))).isTrue();
        for (String key : List.of("put", "compute", "atomic")) {
            assertThat(bytes.get(key))
                    .as(key)
                    .hasValueSatisfying(value -> assertThat(value).isEqualTo(largest));
        }
    }

    @Test
    @Proves(VALUE_SIZE)
    void writes_oneByteMore_areRefusedAndDoNothing() {
        byte[] more = new byte[harness().largestValue() + 1];
        TypedKVStore<byte[]> bytes = store.bytes();
        store.set("key", "kept");
        assertLimit(() -> bytes.set("key", more));
        assertLimit(() -> bytes.set("key", more, Duration.ofHours(1)));
        assertLimit(() -> bytes.put("key", more, PutOptions.always()));
        assertLimit(() -> bytes.setAll(Map.of("key", new byte[1], "other", more)));
        if (store.capabilities().contains(Capability.CONDITIONAL_WRITES)) {
            assertLimit(() -> bytes.put("new", more, PutOptions.ifAbsent()));
            assertLimit(() -> bytes.put("key", more, PutOptions.ifPresent()));
            assertLimit(() -> bytes.compute("key", value -> Optional.of(more)));
        }
        if (store.capabilities().contains(Capability.ATOMIC_BATCHES)) {
            assertLimit(() ->
                    bytes.atomically(batch -> batch.set("key", new byte[1]).set("other", more)));
        }
        assertThat(store.get("key")).contains("kept");
        assertThat(store.keys("")).containsExactly("key");
    }

    @Test
    @Proves(VALUE_SIZE)
    void writes_textOfOneByteMore_countItsBytes() {
        int largest = harness().largestValue();
        String fits = Texts.ofBytes("\u20ac", largest);
        store.set("key", fits);
        assertThat(store.get("key")).contains(fits);
        assertLimit(() -> store.set("key", fits + "x"));
        assertThat(store.get("key")).contains(fits);
    }

    @Test
    @Proves(VALUE_SIZE)
    void writes_oneByteMore_doNotAskTheEngine() {
        Probe probe = new Probe();
        Place probed = open(Map.of(), probe::around);
        byte[] more = new byte[harness().largestValue() + 1];
        int before = probe.calls();
        assertLimit(() -> probed.store().bytes().set("key", more));
        assertLimit(() -> probed.store().bytes().setAll(Map.of("a", new byte[1], "b", more)));
        assertThat(probe.calls()).isEqualTo(before);
    }

    @Test
    @Proves(VALUE_SIZE)
    void limit_smallerByConfiguration_holdsExactly() {
        Place small = open(Map.of("kv.max-value-bytes", "10"), driver -> driver);
        small.store().set("key", "0123456789");
        assertLimit(() -> small.store().set("key", "0123456789a"));
        assertThat(small.store().get("key")).contains("0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "ff",
                "c3",
                "c328",
                "a0a1",
                "e228a1",
                "e28228",
                "f0288cbc",
                "f09028bc",
                "f0288c28",
                "c080",
                "c1bf",
                "e08080",
                "eda080",
                "edb080",
                "f4908080",
                "f8a1a1a1a1",
                "61ff62",
                "efbfbdff"
            })
    @Proves({VALUE_TEXT, VALUE_BYTES})
    void textReads_invalidUtf8_throwAndBytesRead(String hex) {
        byte[] poison = HexFormat.of().parseHex(hex);
        store.bytes().set("key", poison);
        assertCodec(() -> store.get("key"));
        assertCodec(() -> store.entry("key"));
        assertCodec(() -> store.getAll(List.of("key")));
        assertCodec(() -> store.entries("").forEach(entry -> {}));
        assertCodec(() -> store.page("", 10, null));
        assertThat(store.exists("key")).isTrue();
        assertThat(store.keys("")).containsExactly("key");
        assertThat(store.bytes().get("key"))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(poison));
        store.set("key", "healed");
        assertThat(store.get("key")).contains("healed");
    }

    @Test
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves({VALUE_TEXT, VALUE_BYTES})
    void compute_invalidUtf8_throwsAndBytesReplace() {
        byte[] poison = {(byte) 0xff};
        store.bytes().set("key", poison);
        assertCodec(() -> store.compute("key", value -> Optional.of("new")));
        assertThat(store.bytes().get("key"))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(poison));
        store.bytes().compute("key", value -> Optional.of(utf8("new")));
        assertThat(store.get("key")).contains("new");
    }

    @Test
    @Proves(VALUE_TEXT)
    void writes_textWithLoneSurrogate_areRefusedAndDoNothing() {
        store.set("key", "kept");
        for (String text : Texts.LONE_SURROGATES) {
            assertCodec(() -> store.set("key", text));
            assertCodec(() -> store.set("key", text, Duration.ofHours(1)));
            assertCodec(() -> store.put("key", text, PutOptions.always()));
            assertCodec(() -> store.setAll(Map.of("key", "lost", "other", text)));
            if (store.capabilities().contains(Capability.ATOMIC_BATCHES)) {
                assertCodec(
                        () -> store.atomically(batch -> batch.set("key", "lost").set("other", text)));
            }
        }
        assertThat(store.get("key")).contains("kept");
        assertThat(store.keys("")).containsExactly("key");
    }

    @Test
    @Proves(VALUE_OWNED)
    void arrays_changedAfterwards_doNotChangeTheEntry() {
        byte[] given = utf8("value");
        store.bytes().set("set", given);
        store.bytes().setAll(Map.of("all", given));
        Arrays.fill(given, (byte) 'x');
        for (String key : List.of("set", "all")) {
            assertThat(store.get(key)).contains("value");
            Arrays.fill(store.bytes().get(key).orElseThrow(), (byte) 'x');
            Arrays.fill(store.bytes().entry(key).orElseThrow().value(), (byte) 'x');
            Arrays.fill(store.bytes().getAll(List.of(key)).get(key), (byte) 'x');
            store.bytes().entries(key).forEach(entry -> Arrays.fill(entry.value(), (byte) 'x'));
            store.bytes().page(key, 10, null).entries().forEach(entry -> Arrays.fill(entry.value(), (byte) 'x'));
            assertThat(store.get(key)).contains("value");
        }
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void assertLimit(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(KVLimitException.class);
    }

    private static void assertCodec(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(KVCodecException.class);
    }
}
