package dev.kvcdi.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.internal.CoreLog;
import dev.kvcdi.internal.FilterBackend;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.StoredEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log says of operations, and what it never says. */
class LoggingLayerTest {

    private static final String KEY = "secret-key";
    private static final String VALUE = "secret-value";

    private final MemoryHarness harness = new MemoryHarness();
    private final KVStore store = harness.store();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void everyOperation_atDebug_writesALineWithoutKeyOrValue() {
        try (CoreLog log = CoreLog.ofStore("things", Level.FINE)) {
            useAll(store);
            assertThat(log.messages())
                    .map(line -> line.replaceAll("in \\d+ us$", "in us"))
                    .allMatch(line -> line.startsWith("Store 'things' (memory), "))
                    .map(line -> line.substring("Store 'things' (memory), ".length()))
                    .containsExactly(
                            "watch: begun in us",
                            "get: miss in us",
                            "put: applied in us",
                            "get: hit in us",
                            "put: condition lost in us",
                            "delete: nothing deleted in us",
                            "getAll: 2 keys in us",
                            "putAll: 1 key in us",
                            "scan: 1 key in us",
                            "atomically: 1 key applied in us",
                            "atomically: 1 key, condition lost, in us",
                            "deleteAll: 1 key in us",
                            "put: applied in us",
                            "delete: applied in us");
            assertThat(log.messages()).noneMatch(line -> line.contains("secret"));
        }
    }

    @Test
    void everyOperation_atInfo_writesNothing() {
        try (CoreLog log = CoreLog.ofStore("things", Level.INFO)) {
            useAll(store);
            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void failure_writesItsKind() {
        KVStore failing = harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public Optional<StoredEntry> get(GetRequest request) {
                throw new EngineException(EngineException.Kind.UNAVAILABLE, VALUE, null);
            }
        });
        try (CoreLog log = CoreLog.ofStore("things", Level.FINE)) {
            assertThatExceptionOfType(KVException.class).isThrownBy(() -> failing.get(KEY));
            assertThatExceptionOfType(KVException.class)
                    .isThrownBy(() -> failing.set(KEY, "x".repeat(MemoryHarness.MAX_VALUE_BYTES + 1)));
            assertThatExceptionOfType(KVCodecException.class).isThrownBy(() -> failing.set(KEY, "\uD83D"));
            assertThat(log.messages())
                    .hasSize(2)
                    .anyMatch(line -> line.contains("get: failed, UNAVAILABLE in "))
                    .anyMatch(line -> line.contains("put: failed, LIMIT in "))
                    .noneMatch(line -> line.contains("secret"));
        }
    }

    private static void useAll(KVStore store) {
        store.watch("", change -> {}).close();
        store.get(KEY);
        store.set(KEY, VALUE);
        store.get(KEY);
        store.put(KEY, VALUE, PutOptions.ifAbsent());
        store.delete(KEY, Version.of("secret"));
        store.getAll(List.of(KEY, "secret2"));
        store.setAll(Map.of(KEY, VALUE));
        store.keys("").forEach(key -> {});
        store.atomically(batch -> batch.set(KEY, VALUE));
        store.atomically(batch -> batch.put(KEY, VALUE, PutOptions.ifAbsent()));
        store.deleteAll(List.of(KEY));
        store.set("secret3", VALUE);
        store.delete("secret3");
    }
}
