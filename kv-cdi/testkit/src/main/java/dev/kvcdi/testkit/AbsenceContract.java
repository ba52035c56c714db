package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.ABSENT;
import static dev.kvcdi.testkit.ContractLine.ABSENT_DELETE;
import static dev.kvcdi.testkit.ContractLine.STORES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simple operations, and what a key is that is not there. */
abstract class AbsenceContract extends Contract {

    /** Ways to make a key absent; each leaves the version that it had, or a foreign one. */
    @FunctionalInterface
    interface Absence {

        /** Makes the key absent. */
        Version make(Contract contract, String key);
    }

    static Stream<Named<Absence>> absences() {
        return Stream.of(
                Named.of("never written", (contract, key) -> Version.of("0")),
                Named.of("deleted", (contract, key) -> {
                    Version version =
                            contract.store.put(key, "old", PutOptions.always()).orElseThrow();
                    contract.store.delete(key);
                    return version;
                }),
                Named.of("deleted with ttl", (contract, key) -> {
                    Version version = contract.store
                            .put(key, "old", PutOptions.ttl(Duration.ofHours(1)))
                            .orElseThrow();
                    contract.store.deleteAll(List.of(key));
                    return version;
                }),
                Named.of("expired", (contract, key) -> {
                    Version version = contract.store
                            .put(key, "old", PutOptions.ttl(Duration.ofHours(1)))
                            .orElseThrow();
                    contract.clock.advance(Duration.ofHours(1));
                    return version;
                }),
                Named.of("expired after a longer life", (contract, key) -> {
                    contract.store.set(key, "older");
                    Version version = contract.store
                            .put(key, "old", PutOptions.ttl(Duration.ofHours(1)))
                            .orElseThrow();
                    contract.clock.advance(Duration.ofDays(1));
                    return version;
                }));
    }

    @Test
    void set_newKey_isThere() {
        store.set("key", "value");
        assertThat(store.get("key")).contains("value");
        assertThat(store.exists("key")).isTrue();
    }

    @Test
    void set_again_replaces() {
        store.set("key", "one");
        store.set("key", "two");
        assertThat(store.get("key")).contains("two");
        assertThat(store.keys("")).containsExactly("key");
    }

    @Test
    void delete_presentKey_isAbsentAndCanComeBack() {
        store.set("key", "one");
        store.set("other", "stays");
        store.delete("key");
        assertThat(store.get("key")).isEmpty();
        assertThat(store.get("other")).contains("stays");
        store.set("key", "two");
        assertThat(store.get("key")).contains("two");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absences")
    @Proves(ABSENT)
    void reads_absentKey_findNothing(Absence absence) {
        absence.make(this, "key");
        assertThat(store.get("key")).isEmpty();
        assertThat(store.exists("key")).isFalse();
        assertThat(store.entry("key")).isEmpty();
        assertThat(store.getAll(List.of("key"))).isEmpty();
        assertThat(store.keys("")).isEmpty();
        assertThat(store.entries("key")).isEmpty();
        assertThat(pages(store, "", 10)).isEmpty();
        assertThat(store.bytes().get("key")).isEmpty();
        assertThat(store.prefixed("k").get("ey")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absences")
    @Proves({ABSENT, ABSENT_DELETE})
    void delete_absentKey_doesNothing(Absence absence) {
        absence.make(this, "key");
        store.set("other", "stays");
        store.delete("key");
        store.delete("key");
        store.deleteAll(List.of("key"));
        assertThat(store.keys("")).containsExactly("other");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absences")
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves(ABSENT)
    void conditions_absentKey_loseButIfAbsent(Absence absence) {
        Version old = absence.make(this, "key");
        assertThat(store.put("key", "new", PutOptions.ifPresent())).isEmpty();
        assertThat(store.put("key", "new", PutOptions.ifVersion(old))).isEmpty();
        assertThat(store.delete("key", old)).isFalse();
        assertThat(store.exists("key")).isFalse();
        assertThat(store.put("key", "new", PutOptions.ifAbsent())).isPresent();
        assertThat(store.get("key")).contains("new");
        assertThat(store.entry("key").orElseThrow().expiry()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absences")
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves(ABSENT)
    void compute_absentKey_isGivenNothing(Absence absence) {
        absence.make(this, "key");
        List<Optional<String>> seen = new ArrayList<>();
        assertThat(store.compute("key", value -> {
                    seen.add(value);
                    return Optional.empty();
                }))
                .isEmpty();
        assertThat(seen).containsOnly(Optional.empty());
        assertThat(store.exists("key")).isFalse();
        store.compute("key", value -> Optional.of("new"));
        assertThat(store.entry("key").orElseThrow().expiry()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absences")
    @Needs({Capability.ATOMIC_BATCHES, Capability.CONDITIONAL_WRITES})
    @Proves(ABSENT)
    void atomically_absentKey_losesButIfAbsent(Absence absence) {
        Version old = absence.make(this, "key");
        assertThat(store.atomically(batch -> batch.set("other", "x").put("key", "new", PutOptions.ifPresent())))
                .isFalse();
        assertThat(store.atomically(batch -> batch.set("other", "x").put("key", "new", PutOptions.ifVersion(old))))
                .isFalse();
        assertThat(store.atomically(batch -> batch.set("other", "x").delete("key", old)))
                .isFalse();
        assertThat(store.keys("")).isEmpty();
        assertThat(store.atomically(batch -> batch.set("other", "x").put("key", "new", PutOptions.ifAbsent())))
                .isTrue();
        assertThat(store.keys("")).containsExactlyInAnyOrder("key", "other");
    }

    @Test
    @Proves(STORES)
    void stores_sameKeys_shareNothing() {
        store.set("key", "first");
        second.set("key", "second");
        second.set("other", "second");
        assertThat(store.get("key")).contains("first");
        assertThat(second.get("key")).contains("second");
        assertThat(store.keys("")).containsExactly("key");
        store.delete("key");
        assertThat(second.get("key")).contains("second");
        assertThat(store.name()).isEqualTo("default");
        assertThat(second.name()).isEqualTo(Place.SECOND);
    }
}
