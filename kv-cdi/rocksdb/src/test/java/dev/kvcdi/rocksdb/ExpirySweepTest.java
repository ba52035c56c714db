package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Condition;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.StoredEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;

/** What is left in RocksDB of expired entries. */
class ExpirySweepTest {

    @TempDir
    Path root;

    @Test
    void sweep_expired_leavesNothing() {
        try (OpenStore store = OpenStore.in(root)) {
            for (int i = 0; i < 2_500; i++) {
                store.put("key" + i, "value", Duration.ofSeconds(1 + i % 3));
            }
            store.put("stays", "value");
            store.put("later", "value", Duration.ofHours(1));
            assertThat(records(store)).isEqualTo(2_502);
            store.context.advance(Duration.ofSeconds(3));
            await().atMost(Duration.ofSeconds(30)).until(() -> records(store) == 2);
            assertThat(indexed(store)).isEqualTo(1);
            assertThat(store.keys("", 10)).containsExactly("later", "stays");
        }
    }

    @Test
    void sweep_afterReopening_goesOn() {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("key", "value", Duration.ofSeconds(1));
        }
        try (OpenStore store = OpenStore.in(root)) {
            assertThat(records(store)).isEqualTo(1);
            store.context.advance(Duration.ofSeconds(1));
            await().until(() -> records(store) == 0);
            assertThat(indexed(store)).isZero();
        }
    }

    @Test
    void sweep_storeThatIsNotOpened_isSweptToo() {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("key", "value", Duration.ofSeconds(1));
        }
        TestContext context = new TestContext();
        context.advance(Duration.ofSeconds(1));
        Engine engine = new RocksDbDriver().connect(OpenStore.connection(root, Map.of()), context);
        try {
            NativeFacet natives = engine.open(OpenStore.store("other"))
                    .facet(NativeFacet.class)
                    .orElseThrow();
            await().until(() -> natives.use(RocksDB.class, db -> count(db.newIterator())) == 0);
        } finally {
            context.close();
            engine.close();
        }
    }

    @Test
    void index_entryRewrittenOrDeleted_listsTheLastExpiryOnly() {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("key", "value", Duration.ofHours(1));
            store.put("key", "value", Duration.ofHours(2));
            assertThat(indexed(store)).isEqualTo(1);
            store.put("key", "value", Duration.ofHours(2));
            assertThat(indexed(store)).as("the same expiry again").isEqualTo(1);
            store.put("key", "value");
            assertThat(indexed(store)).isZero();
            store.put("key", "value", Duration.ofHours(1));
            assertThat(store.delete("key")).isTrue();
            assertThat(indexed(store)).isZero();
        }
    }

    @Test
    void sweep_entryRewrittenMeanwhile_keepsIt() {
        try (OpenStore store = OpenStore.in(root)) {
            for (int round = 0; round < 30; round++) {
                store.put("key", "old", Duration.ofMillis(1));
                store.context.advance(Duration.ofMillis(1));
                assertThat(store.put("key", "new" + round, StoredEntry.NEVER, Condition.absent()))
                        .isPresent();
                assertThat(store.get("key")).contains("new" + round);
            }
            store.put("last", "value", Duration.ofMillis(1));
            store.context.advance(Duration.ofMillis(1));
            await().until(() -> indexed(store) == 0);
            assertThat(store.get("key")).contains("new29");
        }
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 3 << 4})
    void sweep_damagedOrNewerFormat_leavesItAloneAndSweepsTheOthers(byte format) {
        try (Warnings warnings = new Warnings();
                OpenStore store = OpenStore.in(root)) {
            store.put("first", "value", Duration.ofSeconds(1));
            store.put("second", "value", Duration.ofSeconds(1));
            byte[] unreadable = {format, 1, 2, 3};
            store.write("first", unreadable);
            store.write("second", unreadable);
            store.put("behind", "value", Duration.ofSeconds(2));
            store.context.advance(Duration.ofSeconds(2));
            await().until(() -> records(store) == 2);
            store.put("later", "value", Duration.ofSeconds(1));
            store.context.advance(Duration.ofSeconds(1));
            await().until(() -> records(store) == 2);

            assertThat(store.record("first")).isEqualTo(unreadable);
            assertThat(indexed(store)).as("for a version that can read them").isEqualTo(2);
            assertThat(warnings.all())
                    .singleElement()
                    .asString()
                    .startsWith("KVCDI1010")
                    .contains(root.toString());
        }
    }

    /** More of them than a run looks at, all with one expiry, as where a file is damaged of entries that expire at midnight. */
    @Test
    void sweep_manyDamagedOfOneExpiry_sweepsWhatIsBehindThem() {
        try (OpenStore store = OpenStore.in(root, Map.of("sync", false))) {
            for (int i = 0; i < 1_100; i++) {
                String key = "damaged" + i;
                store.put(key, "value", Duration.ofSeconds(1));
                store.write(key, new byte[] {0, 1, 2, 3});
            }
            store.put("other", "value", Duration.ofSeconds(1));
            store.put("behind", "value", Duration.ofSeconds(2));
            assertThat(records(store)).isEqualTo(1_102);

            store.context.advance(Duration.ofSeconds(2));

            await().until(() -> records(store) == 1_100);
        }
    }

    @Test
    void sweep_clockSetBack_sweepsWhatExpiresThen() {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("first", "value", Duration.ofMinutes(1));
            store.context.advance(Duration.ofMinutes(1));
            await().until(() -> indexed(store) == 0);
            store.context.advance(Duration.ofHours(-1));
            store.put("second", "value", Duration.ofMinutes(1));
            store.context.advance(Duration.ofMinutes(1));
            await().until(() -> indexed(store) == 0);
            assertThat(records(store)).isZero();
        }
    }

    @Test
    void sweep_entryWrittenAfterItExpired_isSweptToo() throws Exception {
        try (OpenStore store = OpenStore.in(root, Map.of(), new TestContext(Duration.ofMinutes(2)))) {
            long expiry = store.context.nowMillis() + 1_000;
            store.put("first", "value", Duration.ofSeconds(2));
            StripedLocks.Held held = store.hold("late");
            CompletableFuture<?> late;
            try {
                late = CompletableFuture.runAsync(() -> store.put("late", "value", expiry, Condition.none()));
                store.context.advance(Duration.ofMinutes(1));
                await().until(() -> indexed(store) == 0);
            } finally {
                held.release();
            }
            late.get(1, TimeUnit.MINUTES);
            await().until(() -> records(store) == 0);
            assertThat(indexed(store)).isZero();
        }
    }

    @Test
    void sweep_clockSetBackAndCorrected_sweepsWhatWasWrittenBetween() {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("first", "value", Duration.ofMinutes(1));
            store.context.advance(Duration.ofMinutes(1));
            await().until(() -> indexed(store) == 0);
            store.context.advance(Duration.ofHours(-1));
            store.put("second", "value", Duration.ofMinutes(1));
            store.context.advance(Duration.ofHours(1));
            await().until(() -> indexed(store) == 0);
            assertThat(records(store)).isZero();
        }
    }

    private static int records(OpenStore store) {
        NativeFacet natives = store.backend.facet(NativeFacet.class).orElseThrow();
        return natives.use(
                RocksDB.class, db -> natives.use(ColumnFamilyHandle.class, family -> count(db.newIterator(family))));
    }

    private static int indexed(OpenStore store) {
        Database database = ((RocksDbEngine) store.engine).database();
        return count(database.db().newIterator(database.index()));
    }

    private static int count(RocksIterator records) {
        try (records) {
            int count = 0;
            for (records.seekToFirst(); records.isValid(); records.next()) {
                count++;
            }
            return count;
        }
    }
}
