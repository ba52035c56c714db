package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.VERSION_FORM;
import static dev.kvcdi.testkit.ContractLine.VERSION_UNIQUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The identity of writes. */
abstract class VersionContract extends Contract {

    /** Every version that the test saw of its key. */
    private final Set<String> seen = new HashSet<>();

    @Test
    @Proves(VERSION_FORM)
    void version_ofAnyWrite_isLegalInsideAnEtag() {
        for (String key : Texts.HOSTILE_KEYS) {
            store.set(key, "value");
        }
        assertThat(store.entries("").map(Entry::version))
                .hasSize(Texts.HOSTILE_KEYS.size())
                .allSatisfy(version -> assertThat(version.text())
                        .hasSizeBetween(1, Version.MAX_LENGTH)
                        // RFC 9110, etagc; bytes beyond ASCII are left out, for few agree on them.
                        .matches("[\\x21\\x23-\\x7e]+"));
    }

    @Test
    @Proves(VERSION_UNIQUE)
    void version_readTwice_isTheSame() {
        Version version = store.put("key", "value", PutOptions.always()).orElseThrow();
        assertThat(store.entry("key").map(Entry::version)).contains(version);
        assertThat(store.entry("key").map(Entry::version)).contains(version);
        assertThat(store.bytes().entry("key").map(Entry::version)).contains(version);
        assertThat(store.prefixed("k").entry("ey").map(Entry::version)).contains(version);
        assertThat(store.entries("").map(Entry::version)).containsExactly(version);
        assertThat(pages(store, "", 1)).extracting(Entry::version).containsExactly(version);
    }

    @Test
    @Proves(VERSION_UNIQUE)
    void version_everyKindOfWrite_isNew() {
        seen.clear();
        for (int round = 0; round < 3; round++) {
            // The same values over and over: a version is of the write, not of the content.
            noted(() -> store.set("key", "value"));
            noted(() -> store.set("key", "value"));
            noted(() -> store.set("key", "value", Duration.ofHours(1)));
            noted(() -> store.setAll(Map.of("key", "value")));
            noted(() -> store.put("key", "value", PutOptions.always()));
            store.delete("key");
            noted(() -> store.set("key", "value"));
            store.deleteAll(List.of("key"));
            noted(() -> store.set("key", "value", Duration.ofHours(1)));
            clock.advance(Duration.ofHours(2));
            noted(() -> store.set("key", "value"));
        }
    }

    @Test
    @Needs({Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES})
    @Proves(VERSION_UNIQUE)
    void version_everyKindOfConditionalWrite_isNew() {
        seen.clear();
        for (int round = 0; round < 3; round++) {
            noted(() -> store.put("key", "value", PutOptions.ifAbsent()));
            noted(() -> store.put("key", "value", PutOptions.ifPresent()));
            noted(() -> store.put("key", "value", PutOptions.ifVersion(current())));
            noted(() -> store.compute("key", value -> Optional.of("other")));
            noted(() -> store.atomically(batch -> batch.set("key", "value")));
            noted(() -> store.atomically(batch -> batch.put("key", "value", PutOptions.ifVersion(current()))));
            store.delete("key", current());
            noted(() -> store.atomically(batch -> batch.set("key", "value")));
            store.compute("key", value -> Optional.empty());
            noted(() -> store.compute("key", value -> Optional.of("value")));
            store.atomically(batch -> batch.delete("key"));
        }
    }

    @Test
    @Proves(VERSION_UNIQUE)
    void version_afterRestart_isNew() {
        Place own = open();
        seen.clear();
        for (int restart = 0; restart < 4; restart++) {
            for (int i = 0; i < 5; i++) {
                note(own.store().put("key", "value", PutOptions.always()).orElseThrow());
            }
            if (restart % 2 == 0) {
                own.store().delete("key");
            }
            own.reopen();
        }
    }

    private void noted(Runnable write) {
        write.run();
        note(current());
    }

    private void note(Version version) {
        assertThat(seen.add(version.text()))
                .as("version %s is new among %s", version, seen)
                .isTrue();
    }

    private Version current() {
        return store.entry("key").orElseThrow().version();
    }
}
