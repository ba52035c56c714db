package dev.kvcdi.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import dev.kvcdi.spi.WriteRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract suite does not see of memory: the sweep, what is shared, and what happens at the same time. */
class MemoryEngineTest {

    private final MemoryHarness harness = new MemoryHarness();
    private final Backend backend = harness.backend("things");

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void driver_isFoundAndDescribesItself() {
        KVDriver driver = ServiceLoader.load(KVDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(MemoryDriver.class::isInstance)
                .findAny()
                .orElseThrow();
        Settings none = Settings.of(Map.of());
        assertThat(driver.name()).isEqualTo("memory");
        assertThat(driver.spiVersion()).isEqualTo(KVDriver.SPI_VERSION);
        assertThat(driver.capabilities()).doesNotContain(Capability.PERSISTENT).hasSize(4);
        assertThat(driver.place(ConnectionConfig.of("app", Path.of("/"), none), StoreConfig.of("users", 1, none)))
                .isEqualTo("memory/app/users");
    }

    @Test
    void open_again_hasTheSameEntriesAndAnotherStoreHasNone() {
        put("a", "1", StoredEntry.NEVER);
        assertThat(harness.backend("things").get(GetRequest.of(key("a")))).isPresent();
        assertThat(harness.backend("others").get(GetRequest.of(key("a")))).isEmpty();
    }

    @Test
    void sweep_removesWhatExpiredAndNothingElse() {
        MemoryTable table = new MemoryTable(harness.clock());
        long soon = harness.clock().millis() + 10;
        for (int i = 0; i < 2_500; i++) {
            table.apply(List.of(request("k" + i, "v", soon)));
        }
        table.apply(List.of(request("k0", "v", StoredEntry.NEVER)));
        table.apply(List.of(request("k1", "v", soon + 10)));
        table.apply(List.of(DeleteRequest.of(key("k2"), Condition.none())));
        table.sweep();
        assertThat(table.kept()).isEqualTo(2_499);
        harness.advance(Duration.ofMillis(10));
        table.sweep();
        assertThat(table.kept()).isEqualTo(2);
        harness.advance(Duration.ofMillis(10));
        table.sweep();
        assertThat(table.kept()).isEqualTo(1);
    }

    @Test
    void sweep_runsByItself() {
        put("a", "1", harness.clock().millis() + 1);
        harness.advance(Duration.ofMillis(1));
        await().until(() -> ((MemoryBackend) backend).kept() == 0);
    }

    @Test
    void delete_ofAnExpiredKey_deletesNothingAndTellsNobody() {
        List<String> told = new ArrayList<>();
        watch(told);
        put("a", "1", harness.clock().millis() + 1);
        harness.advance(Duration.ofMillis(1));
        assertThat(backend.delete(DeleteRequest.of(key("a"), Condition.none()))).isFalse();
        assertThat(told).containsExactly("a");
    }

    @Test
    void versions_areLegalInEntityTagsAndNeverIssuedTwice() {
        Set<Version> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(put("a", "1", StoredEntry.NEVER))).isTrue();
            backend.delete(DeleteRequest.of(key("a"), Condition.none()));
        }
        MemoryTable reborn = new MemoryTable(harness.clock());
        Version other =
                reborn.apply(List.of(request("a", "1", StoredEntry.NEVER))).version();
        assertThat(seen).doesNotContain(other);
        assertThat(seen).allMatch(version -> version.text().matches("[0-9a-z-]{3,64}"));
    }

    @Test
    void arrays_areNeitherKeptNorGivenAway() {
        byte[] given = {'1'};
        backend.put(PutRequest.of(key("a"), given, StoredEntry.NEVER, Condition.none()));
        given[0] = '2';
        backend.get(GetRequest.of(key("a"))).orElseThrow().value()[0] = '3';
        assertThat(text(backend.get(GetRequest.of(key("a"))))).isEqualTo("1");
        assertThat(backend.get(GetRequest.withoutValue(key("a"))).orElseThrow().value())
                .isEmpty();
    }

    @Test
    void apply_isSeenWholeOrNotAtAll() throws Exception {
        AtomicFacet atomic = backend.facet(AtomicFacet.class).orElseThrow();
        List<Key> keys = List.of(key("a"), key("m"), key("z"));
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> torn = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                // Whoever sees the key that is written first as new must then see the one that is written last as new.
                String first = text(backend.get(GetRequest.of(keys.get(0))));
                String last = text(backend.get(GetRequest.of(keys.get(2))));
                if (Integer.parseInt(last) < Integer.parseInt(first)) {
                    torn.set(last + " after " + first);
                }
            }
        });
        atomic.apply(writes(keys, 0));
        reader.start();
        for (int i = 1; i < 20_000; i++) {
            atomic.apply(writes(keys, i));
        }
        done.set(true);
        reader.join();
        assertThat(torn.get()).isNull();
    }

    @Test
    void watch_tellsChangesOfItsPrefixUntilItIsClosed() {
        List<String> told = new ArrayList<>();
        WatchFacet.Registration registration = watch(told);
        put("a", "1", StoredEntry.NEVER);
        put("b", "1", StoredEntry.NEVER);
        backend.delete(DeleteRequest.of(key("a"), Condition.none()));
        backend.delete(DeleteRequest.of(key("a"), Condition.none()));
        registration.close();
        put("a", "2", StoredEntry.NEVER);
        assertThat(told).containsExactly("a", "-a");
    }

    @Test
    void use_ofTheNativeMap_isOfACopy() {
        put("a", "1", StoredEntry.NEVER);
        put("b", "1", Instant.EPOCH.plusMillis(1).toEpochMilli());
        NativeFacet facet = backend.facet(NativeFacet.class).orElseThrow();
        Object removed = facet.use(NavigableMap.class, map -> map.remove("a"));
        assertThat(removed).isEqualTo(new byte[] {'1'});
        int size = facet.use(NavigableMap.class, map -> map.size());
        assertThat(size).isEqualTo(1);
    }

    @Test
    void backend_afterItsEngineClosed_refuses() {
        harness.engine().close();
        BatchFacet batch = backend.facet(BatchFacet.class).orElseThrow();
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> batch.getAll(List.of(key("a"))))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.CLOSED));
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> put("a", "1", StoredEntry.NEVER));
    }

    private WatchFacet.Registration watch(List<String> told) {
        return backend.facet(WatchFacet.class).orElseThrow().watch("a", new WatchFacet.Sink() {
            @Override
            public void put(StoredEntry entry) {
                told.add(entry.key());
            }

            @Override
            public void removed(String key) {
                told.add("-" + key);
            }

            @Override
            public void lost() {
                told.add("lost");
            }
        });
    }

    private Version put(String key, String value, long expiryMillis) {
        return backend.put(request(key, value, expiryMillis)).orElseThrow();
    }

    private static PutRequest request(String key, String value, long expiryMillis) {
        return PutRequest.of(key(key), value.getBytes(StandardCharsets.UTF_8), expiryMillis, Condition.none());
    }

    private static List<WriteRequest> writes(List<Key> keys, int number) {
        List<WriteRequest> writes = new ArrayList<>();
        for (Key key : keys) {
            writes.add(request(key.text(), Integer.toString(number), StoredEntry.NEVER));
        }
        return writes;
    }

    private static Key key(String text) {
        return Key.of(text).orElseThrow();
    }

    private static String text(Optional<StoredEntry> entry) {
        return new String(entry.orElseThrow().value(), StandardCharsets.UTF_8);
    }
}
