package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStore;
import dev.kvcdi.se.KVRuntime;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails to keep what it was given: strace makes the system call return an error. */
class DiskErrorTest {

    private static final Map<String, ?> SYNC_SOON = Map.of("sync", false, "sync-interval", Duration.ofMillis(1));

    @TempDir
    Path root;

    @Test
    void write_diskError_isUnknownAndLaterOnesAreRefusedUntilReopened() {
        fail("fdatasync:error=EIO:when=100", OneSyncFails.class);
    }

    @Test
    void library_diskError_healsByItself() {
        fail("fdatasync:error=EIO:when=100", LibraryHeals.class);
    }

    @Test
    void read_diskError_isSaidAndPasses() {
        try (Forked writer = Forked.start(List.of(), WriteMuch.class, root)) {
            writer.succeed();
        }
        Path table = TestFiles.find(root, "*.sst").get(0);
        fail("pread64:error=EIO:when=50..60", ReadFails.class, "-P", table.toString());
    }

    @Test
    void write_diskFullWhenSyncing_isUnknownAndHealsByItself() {
        fail("fdatasync:error=ENOSPC:when=100", SyncFindsNoRoom.class);
    }

    @Test
    void syncLater_diskErrors_areToldOnceAndWritesRefusedUntilReopened() {
        fail("fdatasync:error=EIO:when=100+", LaterSyncsFail.class);
    }

    private void fail(String injection, Class<?> scenario, String... more) {
        String call = injection.substring(0, injection.indexOf(':'));
        List<String> strace = new ArrayList<>(
                List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", "inject=" + injection));
        strace.addAll(List.of(more));
        try (Forked forked = Forked.start(strace, scenario, root)) {
            forked.succeed();
        }
    }

    /** The hundredth time that a thread waits for the disk, it hears of an error. */
    static final class OneSyncFails {

        private OneSyncFails() {}

        public static void main(String[] arguments) {
            Path root = Path.of(arguments[0]);
            int written = 0;
            try (OpenStore store = OpenStore.in(root)) {
                Told told = new Told();
                store.backend.facet(WatchFacet.class).orElseThrow().watch("key", told);
                EngineException failure = null;
                while (failure == null) {
                    int next = written;
                    failure = catchThrowableOfType(EngineException.class, () -> store.put("key" + next, "v"));
                    written += failure == null ? 1 : 0;
                }
                assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.OUTCOME_UNKNOWN);
                assertThat(failure).hasMessageContaining(root.toString());
                assertThat(told.puts).hasValue(written);
                assertThat(told.losses)
                        .as("who watches hears of a write that may have been applied")
                        .hasValue(1);
                assertThat(store.context.reconnects())
                        .singleElement()
                        .extracting(EngineException::kind)
                        .isEqualTo(Kind.STORAGE);
                EngineException refusal = catchThrowableOfType(EngineException.class, () -> store.put("refused", "v"));
                assertThat(refusal.kind()).isEqualTo(Kind.STORAGE);
                assertThat(store.context.reconnects()).hasSize(1);
                hasAll(store, written);
            }
            try (OpenStore store = OpenStore.in(root)) {
                hasAll(store, written);
                assertThat(store.get("refused")).isEmpty();
                store.put("afterwards", "v");
            }
        }

        private static void hasAll(OpenStore store, int written) {
            assertThat(written).isPositive();
            for (int i = 0; i < written; i++) {
                assertThat(store.get("key" + i)).contains("v");
            }
        }
    }

    /** From the hundredth time on the log cannot be synced, while nobody writes. */
    static final class LaterSyncsFail {

        private LaterSyncsFail() {}

        public static void main(String[] arguments) {
            Path root = Path.of(arguments[0]);
            try (Warnings warnings = new Warnings();
                    OpenStore store = OpenStore.in(root, SYNC_SOON)) {
                store.put("key", "v");
                await().untilAsserted(() -> assertThat(store.context.reconnects())
                        .singleElement()
                        .extracting(EngineException::kind)
                        .isEqualTo(Kind.STORAGE));
                long done = store.context.tasksDone();
                await().until(() -> store.context.tasksDone() > done + 20);

                assertThat(warnings.of("KVCDI1007"))
                        .singleElement()
                        .asString()
                        .contains(root.toString())
                        .doesNotContain("read it again");
                EngineException refusal = catchThrowableOfType(EngineException.class, () -> store.put("refused", "v"));
                assertThat(refusal.kind()).isEqualTo(Kind.STORAGE);
                assertThat(store.context.reconnects()).hasSize(1);
                assertThat(((RocksDbEngine) store.engine).database().health().errorCount())
                        .isEqualTo(1);
            }
            try (OpenStore store = OpenStore.in(root)) {
                assertThat(store.get("key")).contains("v");
                assertThat(store.get("refused")).isEmpty();
            }
        }
    }

    /** The same, seen by an application: the library opens the database again while the application goes on. */
    static final class LibraryHeals {

        private LibraryHeals() {}

        public static void main(String[] arguments) {
            try (KVRuntime runtime = KVRuntime.builder()
                    .dataFolder(Path.of(arguments[0]))
                    .property("kv.driver", "rocksdb")
                    .property("kv.rocksdb.reserve", "0")
                    .start()) {
                KVStore store = runtime.store("default");
                int written = 0;
                KVException failure = null;
                while (failure == null) {
                    int next = written;
                    failure = catchThrowableOfType(KVException.class, () -> store.set("key" + next, "v"));
                    written += failure == null ? 1 : 0;
                }
                assertThat(failure).isInstanceOf(KVOutcomeUnknownException.class);
                await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptionsInstanceOf(KVException.class)
                        .untilAsserted(() -> {
                            store.set("afterwards", "v");
                            assertThat(store.get("afterwards")).contains("v");
                        });
                for (int i = 0; i < written; i++) {
                    assertThat(store.get("key" + i)).contains("v");
                }
            }
        }
    }

    /** Writes a table that is larger than the memory of those who read it. */
    static final class WriteMuch {

        static final int ENTRIES = 200;

        private WriteMuch() {}

        public static void main(String[] arguments) {
            try (OpenStore store = OpenStore.in(Path.of(arguments[0]))) {
                for (int i = 0; i < ENTRIES; i++) {
                    store.put("key" + i, value(i));
                }
                store.flush();
            }
        }

        /** Returns the i-th value, which cannot be compressed. */
        static String value(int i) {
            StringBuilder value = new StringBuilder();
            new Random(i).ints(20_000, ' ', '~').forEach(c -> value.append((char) c));
            return value.toString();
        }
    }

    /** Some reads of a table fail, then they work again. */
    static final class ReadFails {

        private ReadFails() {}

        public static void main(String[] arguments) {
            try (OpenStore store = OpenStore.in(Path.of(arguments[0]), Map.of("memory", 1L << 20))) {
                Set<Kind> failures = EnumSet.noneOf(Kind.class);
                int afterwards = 0;
                for (int i = 0; afterwards < WriteMuch.ENTRIES && i < 10 * WriteMuch.ENTRIES; i++) {
                    int key = i % WriteMuch.ENTRIES;
                    EngineException failure = catchThrowableOfType(
                            EngineException.class,
                            () -> assertThat(store.get("key" + key)).contains(WriteMuch.value(key)));
                    if (failure != null) {
                        assertThat(failure).hasMessageContaining(arguments[0]);
                        failures.add(failure.kind());
                    }
                    afterwards = failure == null && !failures.isEmpty() ? afterwards + 1 : 0;
                }
                assertThat(failures).containsExactly(Kind.STORAGE);
                assertThat(afterwards).as("reads that worked afterwards").isEqualTo(WriteMuch.ENTRIES);
                assertThat(store.context.reconnects()).isEmpty();
                store.put("other", "v");
            }
        }
    }

    /** Counts what a watch is told. */
    private static final class Told implements WatchFacet.Sink {

        private final AtomicInteger puts = new AtomicInteger();
        private final AtomicInteger losses = new AtomicInteger();

        @Override
        public void put(StoredEntry entry) {
            puts.incrementAndGet();
        }

        @Override
        public void removed(String key) {
            throw new AssertionError("Nothing was removed");
        }

        @Override
        public void lost() {
            losses.incrementAndGet();
        }
    }

    /** A file system that takes what it is given and finds only then that it has no room, as delayed allocation may. */
    static final class SyncFindsNoRoom {

        private SyncFindsNoRoom() {}

        public static void main(String[] arguments) {
            Path root = Path.of(arguments[0]);
            int written = 0;
            try (OpenStore store = OpenStore.in(root, Map.of("reserve", 1L << 20))) {
                CountDownLatch recovering = holdUpRecovery(store);
                EngineException failure = null;
                while (failure == null) {
                    int next = written;
                    failure = catchThrowableOfType(EngineException.class, () -> store.put("key" + next, "v"));
                    written += failure == null ? 1 : 0;
                }
                assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.OUTCOME_UNKNOWN);
                EngineException refusal = catchThrowableOfType(EngineException.class, () -> store.put("refused", "v"));
                assertThat(refusal.kind()).isEqualTo(Kind.STORAGE_FULL);
                recovering.countDown();
                await().atMost(Duration.ofMinutes(1))
                        .ignoreExceptionsInstanceOf(EngineException.class)
                        .until(() -> store.put("afterwards", "v") != null);
                assertThat(store.context.reconnects()).isEmpty();
            }
            try (OpenStore store = OpenStore.in(root)) {
                for (int i = 0; i < written; i++) {
                    assertThat(store.get("key" + i)).contains("v");
                }
                assertThat(store.get("afterwards")).contains("v");
                assertThat(store.get("refused")).isEmpty();
            }
        }

        /** Keeps the thread that looks for room busy, since on a slow machine the engine may write again before it has refused to. */
        private static CountDownLatch holdUpRecovery(OpenStore store) {
            CountDownLatch release = new CountDownLatch(1);
            Future<?> unused = store.context.scheduler().submit(() -> {
                release.await();
                return true;
            });
            return release;
        }
    }
}
