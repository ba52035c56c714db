package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.internal.MemoryHarness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operations end to end over memory, in short; the contract suite goes through them one by one. */
class StoreTest {

    private final MemoryHarness harness = new MemoryHarness();
    private final KVStore store = harness.store();

    @AfterEach
    void close() {
        harness.close();
    }

    /** What JSON-B maps. */
    public record Person(String name, int age) {}

    @Test
    void get_afterSetAndDelete() {
        store.set("a", "1");
        assertThat(store.get("a")).contains("1");
        store.delete("a");
        assertThat(store.get("a")).isEmpty();
    }

    @Test
    void put_underConditions() {
        var version = store.put("a", "1", PutOptions.ifAbsent()).orElseThrow();
        assertThat(store.put("a", "2", PutOptions.ifAbsent())).isEmpty();
        assertThat(store.put("a", "2", PutOptions.ifVersion(version))).isPresent();
        assertThat(store.delete("a", version)).isFalse();
        assertThat(store.entry("a").orElseThrow().value()).isEqualTo("2");
    }

    @Test
    void get_afterExpiry() {
        store.set("a", "1", Duration.ofMillis(10));
        harness.advance(Duration.ofMillis(9));
        assertThat(store.exists("a")).isTrue();
        harness.advance(Duration.ofMillis(1));
        assertThat(store.exists("a")).isFalse();
    }

    @Test
    void views_showTheSameEntries() {
        store.json(Person.class).set("p/1", new Person("Ada", 36));
        assertThat(store.prefixed("p/").json(Person.class).get("1")).contains(new Person("Ada", 36));
        assertThat(store.get("p/1").orElseThrow()).contains("Ada");
    }

    @Test
    void listings_ofAPrefix() {
        store.setAll(Map.of("a/1", "1", "a/2", "2", "b/1", "3"));
        assertThat(store.keys("a/")).containsExactly("a/1", "a/2");
        assertThat(store.prefixed("a/").keys("")).containsExactly("1", "2");
        assertThat(store.getAll(List.of("b/1", "x", "a/1")).keySet()).containsExactly("b/1", "a/1");
        var page = store.page("a/", 1, null);
        assertThat(store.page("a/", 5, page.nextCursor().orElseThrow()).entries())
                .hasSize(1);
    }

    @Test
    void compute_andAtomically() {
        assertThat(store.compute("n", now -> Optional.of(now.orElse("") + "x"))
                        .orElseThrow()
                        .value())
                .isEqualTo("x");
        boolean applied =
                store.atomically(batch -> batch.delete("n").in(store.bytes()).set("b", new byte[] {1}));
        assertThat(applied).isTrue();
        assertThat(store.exists("n")).isFalse();
    }
}
