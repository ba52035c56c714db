package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.KEY_PREFIXED;
import static dev.kvcdi.testkit.ContractLine.LIST_PREFIX;
import static dev.kvcdi.testkit.ContractLine.VALUE_TEXT;
import static dev.kvcdi.testkit.ContractLine.VIEWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Capability;
import dev.kvcdi.Codec;
import dev.kvcdi.Entry;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.spi.Key;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The other views of a store: bytes, JSON, codecs and namespaces. */
abstract class ViewContract extends Contract {

    /** A JSON document of the tests. */
    public static final class Person {

        /** Mapped by JSON-B. */
        public String name = "";

        /** Mapped by JSON-B. */
        public int age;

        /** Made by JSON-B. */
        public Person() {}

        static Person of(String name, int age) {
            Person person = new Person();
            person.name = name;
            person.age = age;
            return person;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Person that && name.equals(that.name) && age == that.age;
        }

        @Override
        public int hashCode() {
            return name.hashCode() + age;
        }
    }

    private static final Codec<Integer> NUMBERS = Codec.of(
            number -> utf8(number.toString()), bytes -> Integer.valueOf(new String(bytes, StandardCharsets.UTF_8)));

    @Test
    @Proves(VIEWS)
    void views_ofOneStore_showTheSameEntries() {
        TypedKVStore<Person> people = store.json(Person.class);
        people.set("p", Person.of("Ada", 36));
        assertThat(people.get("p")).contains(Person.of("Ada", 36));
        assertThat(store.get("p")).hasValueSatisfying(json -> assertThat(json).contains("\"Ada\"", "36"));
        store.set("q", "{\"name\":\"Grace\",\"age\":85}");
        assertThat(people.get("q")).contains(Person.of("Grace", 85));
        assertThat(people.getAll(List.of("q", "p")))
                .containsExactly(Map.entry("q", Person.of("Grace", 85)), Map.entry("p", Person.of("Ada", 36)));
        assertThat(people.entries("").map(Entry::value))
                .containsExactlyInAnyOrder(Person.of("Ada", 36), Person.of("Grace", 85));
        assertThat(keysOf(pages(people, "", 1))).containsExactlyInAnyOrder("p", "q");
        people.delete("p");
        assertThat(store.keys("")).containsExactly("q");
        store.as(NUMBERS).set("n", 7);
        assertThat(store.get("n")).contains("7");
        assertThat(store.bytes().get("n"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(utf8("7")));
    }

    @Test
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves(VIEWS)
    void compute_typedView_computesValues() {
        TypedKVStore<Integer> numbers = store.as(NUMBERS);
        for (int i = 0; i < 10; i++) {
            numbers.compute("n", value -> Optional.of(value.orElse(0) + 1));
        }
        assertThat(numbers.get("n")).contains(10);
        TypedKVStore<Person> people = store.json(Person.class);
        people.set("p", Person.of("Ada", 36));
        people.compute("p", person -> person.map(ada -> Person.of(ada.name, ada.age + 1)));
        assertThat(people.get("p")).contains(Person.of("Ada", 37));
    }

    @Test
    @Proves(VALUE_TEXT)
    void typedReads_ofOtherContent_areRefusedAndCanBeReplaced() {
        TypedKVStore<Person> people = store.json(Person.class);
        TypedKVStore<Integer> numbers = store.as(NUMBERS);
        store.set("key", "no number and no document");
        for (TypedKVStore<?> view : List.of(people, numbers)) {
            assertThatThrownBy(() -> view.get("key")).isInstanceOf(KVCodecException.class);
            assertThatThrownBy(() -> view.entry("key")).isInstanceOf(KVCodecException.class);
            assertThatThrownBy(() -> view.getAll(List.of("key"))).isInstanceOf(KVCodecException.class);
            assertThatThrownBy(() -> view.entries("").toList()).isInstanceOf(KVCodecException.class);
            assertThatThrownBy(() -> view.page("", 10, null)).isInstanceOf(KVCodecException.class);
            assertThat(view.exists("key")).isTrue();
            assertThat(view.keys("")).containsExactly("key");
        }
        numbers.set("key", 1);
        assertThat(numbers.get("key")).contains(1);
    }

    @Test
    @Proves(VALUE_TEXT)
    void codec_thatThrows_isACodecFailureWithNothingWritten() {
        IllegalStateException failure = new IllegalStateException("from the codec");
        TypedKVStore<String> failing = store.as(Codec.of(
                value -> {
                    throw failure;
                },
                bytes -> {
                    throw failure;
                }));
        store.set("key", "kept");
        assertThatThrownBy(() -> failing.set("key", "lost"))
                .isInstanceOf(KVCodecException.class)
                .hasCause(failure);
        assertThatThrownBy(() -> failing.setAll(Map.of("key", "lost")))
                .isInstanceOf(KVCodecException.class)
                .hasCause(failure);
        assertThatThrownBy(() -> failing.get("key"))
                .isInstanceOf(KVCodecException.class)
                .hasCause(failure);
        assertThat(store.get("key")).contains("kept");
    }

    @Test
    @Proves(VALUE_TEXT)
    void json_deeplyNested_isACodecFailure() {
        store.set("deep", "[".repeat(100_000));
        store.set("closed", "{\"name\":".repeat(5_000) + "1" + "}".repeat(5_000));
        for (String key : List.of("deep", "closed")) {
            assertThatThrownBy(() -> store.json(Person.class).get(key)).isInstanceOf(KVCodecException.class);
            assertThatThrownBy(() -> store.json(Object.class).get(key)).isInstanceOf(KVCodecException.class);
        }
    }

    @Test
    @Proves(VIEWS)
    void prefixed_everyOperation_addsAndStripsThePrefix() {
        KVStore view = store.prefixed("a/");
        assertThat(view.name()).isEqualTo(store.name());
        assertThat(view.driver()).isEqualTo(store.driver());
        assertThat(view.capabilities()).isEqualTo(store.capabilities());
        store.setAll(Map.of("x", "outside", "a", "outside", "b/x", "outside"));
        view.set("x", "1");
        view.set("y", "2", Duration.ofHours(1));
        view.put("z", "3", PutOptions.always());
        view.setAll(Map.of("v", "4"));
        assertThat(store.getAll(List.of("a/x", "a/y", "a/z", "a/v")).values()).containsExactly("1", "2", "3", "4");
        assertThat(view.get("x")).contains("1");
        assertThat(view.exists("y")).isTrue();
        assertThat(view.entry("z").orElseThrow().key()).isEqualTo("z");
        assertThat(view.getAll(List.of("z", "x", "a"))).containsExactly(Map.entry("z", "3"), Map.entry("x", "1"));
        assertThat(view.keys("")).containsExactlyInAnyOrder("x", "y", "z", "v");
        assertThat(view.entries("").map(Entry::key)).containsExactlyInAnyOrder("x", "y", "z", "v");
        assertThat(keysOf(pages(view, "", 2))).containsExactlyInAnyOrder("x", "y", "z", "v");
        assertThat(view.keys("x")).containsExactly("x");
        view.delete("x");
        view.deleteAll(List.of("y", "z"));
        assertThat(store.keys("")).containsExactlyInAnyOrder("x", "a", "b/x", "a/v");
    }

    @Test
    @Needs({Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES})
    @Proves(VIEWS)
    void prefixed_conditionalWrites_concernTheWholeKey() {
        KVStore view = store.prefixed("a/");
        store.set("x", "outside");
        assertThat(view.put("x", "1", PutOptions.ifAbsent())).isPresent();
        assertThat(store.put("a/x", "lost", PutOptions.ifAbsent())).isEmpty();
        Entry<String> computed =
                view.compute("x", value -> value.map(text -> text + "+")).orElseThrow();
        assertThat(computed.key()).isEqualTo("x");
        assertThat(store.delete("a/x", computed.version())).isTrue();
        assertThat(view.atomically(batch ->
                        batch.set("y", "2").put("z", "3", PutOptions.ifAbsent()).delete("x")))
                .isTrue();
        assertThat(store.keys("")).containsExactlyInAnyOrder("x", "a/y", "a/z");
    }

    @Test
    @Proves({VIEWS, KEY_PREFIXED})
    void prefixed_nested_addsUp() {
        KVStore nested = store.prefixed("a").prefixed("").prefixed("/b/").prefixed("c");
        nested.set("key", "value");
        assertThat(store.keys("")).containsExactly("a/b/ckey");
        assertThat(store.prefixed("a/").prefixed("b/").get("ckey")).contains("value");
        assertThat(nested.bytes().get("key")).isPresent();
        assertThat(store.prefixed("a/b").keys("/")).containsExactly("/ckey");
        assertThat(nested.keys("k")).containsExactly("key");
    }

    @Test
    @Proves({VIEWS, LIST_PREFIX})
    void prefixed_anyText_isTakenByCharacters() {
        for (String prefix : Texts.HOSTILE_KEYS) {
            KVStore view = store.prefixed(prefix);
            view.set("key", prefix);
            assertThat(store.get(prefix + "key")).as(Texts.escaped(prefix)).contains(prefix);
            assertThat(view.keys("key").filter("key"::equals))
                    .as(Texts.escaped(prefix))
                    .containsExactly("key");
        }
        assertThat(store.keys("").count()).isEqualTo(Texts.HOSTILE_KEYS.size());
    }

    @Test
    @Proves(KEY_PREFIXED)
    void prefixed_keyLength_countsTheWholeKey() {
        for (String letter : Texts.LETTERS) {
            KVStore view = store.prefixed(Texts.ofBytes(letter, 1_000));
            String fits = Texts.ofBytes("k", 24);
            view.set(fits, "value");
            assertThat(view.get(fits)).contains("value");
            assertThatThrownBy(() -> view.set(fits + "x", "value")).isInstanceOf(KVInvalidKeyException.class);
            assertThatThrownBy(() -> view.keys(fits + "x").toList()).isInstanceOf(KVInvalidKeyException.class);
        }
        String longest = Texts.ofBytes("p", Key.MAX_BYTES);
        assertThatThrownBy(() -> store.prefixed(longest).set("k", "value")).isInstanceOf(KVInvalidKeyException.class);
        assertThatThrownBy(() -> store.prefixed(longest + "p")).isInstanceOf(KVInvalidKeyException.class);
        assertThatThrownBy(() -> store.prefixed(longest).prefixed("p")).isInstanceOf(KVInvalidKeyException.class);
    }

    @Test
    @Proves(KEY_PREFIXED)
    void prefixed_keyThatIsThePrefix_isTheEmptyKeyOfTheView() {
        KVStore view = store.prefixed("a/");
        store.set("a/", "value");
        assertThat(view.get("")).contains("value");
        assertThat(view.keys("")).containsExactly("");
        assertThat(view.entry("").orElseThrow().key()).isEmpty();
        view.delete("");
        assertThat(store.keys("")).isEmpty();
        assertThatThrownBy(() -> store.prefixed("").get("")).isInstanceOf(KVInvalidKeyException.class);
    }

    @Test
    @Proves(KEY_PREFIXED)
    void prefixed_loneSurrogates_areRefused() {
        for (String prefix : Texts.LONE_SURROGATES) {
            assertThatThrownBy(() -> store.prefixed(prefix), "%s", Texts.escaped(prefix))
                    .isInstanceOf(KVInvalidKeyException.class);
            assertThatThrownBy(() -> store.prefixed("a").get(prefix), "%s", Texts.escaped(prefix))
                    .isInstanceOf(KVInvalidKeyException.class);
        }
    }
}
