package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.internal.MemoryHarness;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON is read from stores that others write to, and written from graphs that may be anything. */
class JsonTest {

    private final MemoryHarness harness = new MemoryHarness();
    private final Views.OpenStore store = harness.store();
    private final TypedKVStore<Person> people = store.json(Person.class);

    /** What JSON-B maps. */
    public record Person(String name, int age) {}

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void set_writesPlainJson() {
        people.set("p", new Person("Ada", 36));
        assertThat(store.get("p")).contains("{\"age\":36,\"name\":\"Ada\"}");
    }

    @Test
    void get_atTheDeepestNesting() {
        store.set("deep", "[".repeat(100) + "]".repeat(100));
        assertThat(store.json(List.class).get("deep")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void get_nestedOneLevelTooDeep(String open) {
        store.set("deep", open.repeat(101));
        assertThatExceptionOfType(KVCodecException.class)
                .isThrownBy(() -> store.json(Map.class).get("deep"))
                .withMessageContaining("deeper than 100 levels");
    }

    @Test
    void get_withBracketsInStrings() {
        store.set("flat", "{\"name\":\"" + "[{".repeat(200) + "\\\"[\\\\\",\"age\":1}");
        assertThat(people.get("flat").orElseThrow().name()).startsWith("[{[{").endsWith("\"[\\");
    }

    @Test
    void set_nestedTooDeep() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        List<Object> value = deep;
        assertThatExceptionOfType(KVCodecException.class)
                .isThrownBy(() -> store.json(Object.class).set("deep", value))
                .withMessageContaining("deeper than 100 levels");
        assertThat(store.exists("deep")).isFalse();
    }

    @Test
    void set_ofAValueThatHoldsItself() {
        Map<String, Object> cycle = new HashMap<>();
        cycle.put("self", cycle);
        assertThatExceptionOfType(KVCodecException.class)
                .isThrownBy(() -> store.json(Object.class).set("cycle", cycle));
        assertThat(store.exists("cycle")).isFalse();
    }

    @Test
    void set_ofASubclass_losesNothing() {
        store.json(Object.class).set("p", new Person("Ada", 36));
        assertThat(people.get("p")).contains(new Person("Ada", 36));
    }

    @Test
    void get_withBlanksAround() {
        store.set("p", " \r\n\t{\"name\":\"Ada\"}\t\r\n ");
        assertThat(people.get("p")).contains(new Person("Ada", 0));
        store.set("text", " \"a\" ");
        assertThat(store.json(String.class).get("text")).contains("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "{", "[1]", "\"Ada\"", "{\"age\":\"x\"}", "xyz", "{} {}", "{}}", "{},"})
    void get_ofWhatIsNoPerson(String json) {
        store.set("p", json);
        assertThatExceptionOfType(KVCodecException.class)
                .isThrownBy(() -> people.get("p"))
                .withMessageContaining("Store 'things' (memory), get")
                .satisfies(e -> assertThat(e.key()).contains("p"));
        assertThat(store.get("p")).contains(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2", "5 {}", "5{}", "5,", "5\"a\"", "-1.5e3 x", "5}"})
    void get_ofANumberThatSomethingFollows(String json) {
        assertFollowed(Integer.class, json);
        assertFollowed(Object.class, json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true x", "true {}", "true[1]", " true\n:"})
    void get_ofAWordThatSomethingFollows(String json) {
        assertFollowed(Boolean.class, json);
        assertFollowed(Object.class, json);
    }

    private void assertFollowed(Class<?> type, String json) {
        store.set("scalar", json);
        assertThatExceptionOfType(KVCodecException.class)
                .isThrownBy(() -> store.json(type).get("scalar"))
                .withMessageContaining("something follows the JSON document");
    }

    @Test
    void get_ofScalarsWithBlanksAround() {
        store.set("number", " \r\n5\t");
        assertThat(store.json(Integer.class).get("number")).contains(5);
        store.set("word", "\ttrue \n");
        assertThat(store.json(Boolean.class).get("word")).contains(true);
    }

    @Test
    void get_ofWhatIsNoUtf8() {
        store.bytes().set("p", new byte[] {'"', (byte) 0xC3, '"'});
        assertThatExceptionOfType(KVCodecException.class)
                .isThrownBy(() -> store.json(String.class).get("p"))
                .withMessageContaining("not UTF-8");
    }

    @Test
    void set_withALoneSurrogate() {
        assertThatExceptionOfType(KVCodecException.class).isThrownBy(() -> people.set("p", new Person("\uD83D", 1)));
        assertThat(store.exists("p")).isFalse();
    }

    @Test
    void jsonOf_aTypeWithArguments() {
        Type listOfPeople = new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[] {Person.class};
            }

            @Override
            public Type getRawType() {
                return List.class;
            }

            @Override
            public Type getOwnerType() {
                return null;
            }
        };
        store.set("all", "[{\"name\":\"Ada\",\"age\":36}]");
        assertThat(store.jsonOf(listOfPeople).get("all").orElseThrow()).isEqualTo(List.of(new Person("Ada", 36)));
    }

    @Test
    void set_afterTheStoreWasClosed() {
        people.set("p", new Person("Ada", 36));
        store.close();
        store.close();
        assertThatExceptionOfType(KVClosedException.class).isThrownBy(() -> people.set("p", new Person("Ada", 37)));
        assertThatExceptionOfType(KVClosedException.class)
                .isThrownBy(() -> store.json(Person.class).set("p", new Person("Ada", 37)));
    }

    @Test
    void get_onAThreadWithoutClassLoader() throws Exception {
        store.set("p", "{\"name\":\"Ada\",\"age\":36}");
        List<Object> seen = new ArrayList<>();
        Thread thread = new Thread(() -> {
            ClassLoader none = ClassLoader.getPlatformClassLoader();
            Thread.currentThread().setContextClassLoader(none);
            seen.add(people.get("p").orElseThrow());
            seen.add(Thread.currentThread().getContextClassLoader() == none);
        });
        thread.start();
        thread.join();
        assertThat(seen).containsExactly(new Person("Ada", 36), true);
    }
}
