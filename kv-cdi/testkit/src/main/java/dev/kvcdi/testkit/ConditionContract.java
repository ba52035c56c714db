package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.DELETE_IF_VERSION;
import static dev.kvcdi.testkit.ContractLine.OUTCOME_UNKNOWN;
import static dev.kvcdi.testkit.ContractLine.PUT_IF_ABSENT;
import static dev.kvcdi.testkit.ContractLine.PUT_IF_PRESENT;
import static dev.kvcdi.testkit.ContractLine.PUT_IF_VERSION;
import static dev.kvcdi.testkit.ContractLine.PUT_LOST;
import static dev.kvcdi.testkit.ContractLine.VERSION_FOREIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.spi.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Writes with a condition. */
@Needs(Capability.CONDITIONAL_WRITES)
abstract class ConditionContract extends Contract {

    @Test
    @Proves({PUT_IF_ABSENT, PUT_LOST})
    void putIfAbsent_present_losesAndWritesNothing() {
        Version version = store.put("key", "one", PutOptions.ifAbsent()).orElseThrow();
        assertThat(store.put("key", "two", PutOptions.ifAbsent())).isEmpty();
        assertThat(store.put("key", "two", PutOptions.ifAbsent().withTtl(Duration.ofHours(1))))
                .isEmpty();
        assertThat(store.entry("key")).contains(Entry.of("key", "one", version, null));
    }

    @Test
    @Proves({PUT_IF_PRESENT, PUT_LOST})
    void putIfPresent_absentThenPresent_losesThenWrites() {
        assertThat(store.put("key", "one", PutOptions.ifPresent())).isEmpty();
        assertThat(store.exists("key")).isFalse();
        store.set("key", "one");
        Version version = store.put("key", "two", PutOptions.ifPresent()).orElseThrow();
        assertThat(store.entry("key")).contains(Entry.of("key", "two", version, null));
    }

    @Test
    @Proves({PUT_IF_VERSION, PUT_LOST})
    void putIfVersion_everyVersionOfTheKey_onlyTheLastWins() {
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            versions.add(store.put("key", "value " + i, PutOptions.always()).orElseThrow());
        }
        for (Version outdated : versions.subList(0, 4)) {
            assertThat(store.put("key", "lost", PutOptions.ifVersion(outdated))).isEmpty();
        }
        Version next =
                store.put("key", "won", PutOptions.ifVersion(versions.get(4))).orElseThrow();
        assertThat(store.put("key", "lost", PutOptions.ifVersion(versions.get(4))))
                .isEmpty();
        assertThat(store.entry("key")).contains(Entry.of("key", "won", next, null));
    }

    @Test
    @Proves(PUT_IF_VERSION)
    void putIfVersion_versionOfEachKindOfRead_wins() {
        store.set("key", "0");
        List<Supplier<Version>> reads = List.of(
                () -> store.entry("key").orElseThrow().version(),
                () -> store.entries("").findFirst().orElseThrow().version(),
                () -> store.page("", 10, null).entries().get(0).version(),
                () -> store.bytes().entry("key").orElseThrow().version(),
                () -> store.prefixed("k").entry("ey").orElseThrow().version(),
                () -> store.compute("key", value -> value).orElseThrow().version(),
                () -> store.compute("key", value -> value.map(text -> text + "+"))
                        .orElseThrow()
                        .version());
        for (Supplier<Version> read : reads) {
            Version version = read.get();
            assertThat(store.entry("key").orElseThrow().version()).isEqualTo(version);
            assertThat(store.put("key", "new", PutOptions.ifVersion(Version.of(version.text()))))
                    .isPresent();
        }
    }

    @Test
    @Proves({VERSION_FOREIGN, PUT_LOST, DELETE_IF_VERSION})
    void conditions_foreignVersion_loseAndDoNothing() {
        store.set("key", "kept");
        Entry<String> before = store.entry("key").orElseThrow();
        Version otherKey = store.put("other", "x", PutOptions.always()).orElseThrow();
        Version otherStore = second.put("key", "kept", PutOptions.always()).orElseThrow();
        List<Version> foreign =
                new ArrayList<>(List.of(otherStore, Version.of(""), Version.of("*"), Version.of("null")));
        if (!otherKey.equals(before.version())) {
            foreign.add(otherKey);
        }
        Texts.HOSTILE_KEYS.forEach(text -> foreign.add(Version.of(text)));
        Texts.LONE_SURROGATES.forEach(text -> foreign.add(Version.of(text)));
        foreign.add(Version.of("x".repeat(100_000)));
        foreign.add(Version.of("9".repeat(64)));
        foreign.add(Version.of("-9223372036854775808"));
        foreign.add(Version.of(before.version().text() + " "));
        foreign.add(Version.of(" " + before.version().text()));
        foreign.add(Version.of("0" + before.version().text()));
        foreign.add(Version.of("\"" + before.version().text() + "\""));
        foreign.add(Version.of(before.version().text() + "\0"));
        foreign.removeIf(version -> version.equals(before.version()));
        for (Version version : foreign) {
            String title = Texts.escaped(version.text());
            assertThat(store.put("key", "lost", PutOptions.ifVersion(version)))
                    .as(title)
                    .isEmpty();
            assertThat(store.put("absent", "lost", PutOptions.ifVersion(version)))
                    .as(title)
                    .isEmpty();
            assertThat(store.delete("key", version)).as(title).isFalse();
            assertThat(store.delete("absent", version)).as(title).isFalse();
        }
        assertThat(store.entry("key")).contains(before);
        assertThat(store.exists("absent")).isFalse();
    }

    @Test
    @Proves(DELETE_IF_VERSION)
    void deleteExpected_rightVersion_deletesOnce() {
        Version version = store.put("key", "one", PutOptions.always()).orElseThrow();
        store.set("other", "stays");
        assertThat(store.delete("key", version)).isTrue();
        assertThat(store.delete("key", version)).isFalse();
        assertThat(store.keys("")).containsExactly("other");
    }

    @Test
    @Proves(DELETE_IF_VERSION)
    void deleteExpected_outdatedVersion_doesNothing() {
        Version outdated = store.put("key", "one", PutOptions.always()).orElseThrow();
        store.set("key", "one");
        assertThat(store.delete("key", outdated)).isFalse();
        assertThat(store.get("key")).contains("one");
    }

    @Test
    @Proves({PUT_IF_VERSION, DELETE_IF_VERSION})
    void conditions_versionBeforeDeletion_loseAfterRecreation() {
        Version first = store.put("key", "same", PutOptions.always()).orElseThrow();
        store.delete("key");
        store.set("key", "same");
        assertThat(store.put("key", "lost", PutOptions.ifVersion(first))).isEmpty();
        assertThat(store.delete("key", first)).isFalse();
        assertThat(store.get("key")).contains("same");
    }

    @Test
    @Proves({PUT_IF_VERSION, DELETE_IF_VERSION})
    void conditions_entryWithTtl_holdUntilItExpires() {
        Version version =
                store.put("put", "one", PutOptions.ttl(Duration.ofHours(1))).orElseThrow();
        Version other =
                store.put("delete", "one", PutOptions.ttl(Duration.ofHours(1))).orElseThrow();
        Version last =
                store.put("last", "one", PutOptions.ttl(Duration.ofHours(1))).orElseThrow();
        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(store.put("put", "two", PutOptions.ifVersion(version))).isPresent();
        assertThat(store.delete("delete", other)).isTrue();
        clock.advanceMillis(1);
        assertThat(store.put("last", "two", PutOptions.ifVersion(last))).isEmpty();
        assertThat(store.delete("last", last)).isFalse();
        assertThat(store.keys("")).containsExactly("put");
    }

    @Test
    @Proves(OUTCOME_UNKNOWN)
    void conditionalWrites_answerLost_areUnknownAndNeverLost() {
        Probe probe = new Probe();
        Place probed = open(Map.of(), probe::around);
        Version version =
                probed.store().put("version", "one", PutOptions.always()).orElseThrow();
        Version deleted =
                probed.store().put("deleted", "one", PutOptions.always()).orElseThrow();
        probe.fault(new Probe.Fault() {
            @Override
            public <T> T around(String method, String key, Supplier<T> call) {
                T result = call.get();
                if (method.equals("put") || method.equals("delete")) {
                    throw new EngineException(EngineException.Kind.OUTCOME_UNKNOWN, "the answer was lost", null);
                }
                return result;
            }
        });
        assertUnknown(() -> probed.store().put("absent", "two", PutOptions.ifAbsent()));
        assertUnknown(() -> probed.store().put("version", "two", PutOptions.ifVersion(version)));
        assertUnknown(() -> probed.store().delete("deleted", deleted));
        assertUnknown(() -> probed.store().set("set", "two"));
        assertUnknown(() -> probed.store().delete("absent"));
    }

    @Test
    @Proves(OUTCOME_UNKNOWN)
    void writes_driverDefect_areUnknown() {
        Probe probe = new Probe();
        Place probed = open(Map.of(), probe::around);
        probe.fault(new Probe.Fault() {
            @Override
            public <T> T around(String method, String key, Supplier<T> call) {
                throw new IllegalStateException("a defect of the driver");
            }
        });
        assertUnknown(() -> probed.store().set("key", "value"));
        assertUnknown(() -> probed.store().put("key", "value", PutOptions.ifAbsent()));
        assertUnknown(() -> probed.store().delete("key"));
    }

    private static void assertUnknown(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(KVOutcomeUnknownException.class);
    }
}
