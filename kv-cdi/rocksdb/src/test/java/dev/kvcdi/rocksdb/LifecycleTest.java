package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVStore;
import dev.kvcdi.se.KVRuntime;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.ScanRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening and closing many times, while calls and background work go on. */
class LifecycleTest {

    @TempDir
    Path root;

    @Test
    void calls_afterClose_areRefused() {
        OpenStore store = OpenStore.in(root);
        store.close();
        store.engine.close();
        for (Runnable call : List.<Runnable>of(
                () -> store.get("key"),
                () -> store.put("key", "value"),
                () -> store.delete("key"),
                () -> store.backend.scan(ScanRequest.of("", 1, true, null)),
                store::flush,
                () -> store.engine.open(OpenStore.store("other")))) {
            EngineException e = catchThrowableOfType(EngineException.class, call::run);
            assertThat(e.kind()).isEqualTo(Kind.CLOSED);
        }
    }

    @Test
    void close_besideBackgroundWork_neverCrashes() {
        try (Forked forked = Forked.start(List.of(), BackgroundRaces.class, root)) {
            forked.succeed();
        }
    }

    /** Closes while entries expire and the log is synced, without ending the background tasks before. */
    static final class BackgroundRaces {

        private BackgroundRaces() {}

        public static void main(String[] arguments) {
            for (int round = 0; round < 40; round++) {
                OpenStore store = OpenStore.in(
                        Path.of(arguments[0]), Map.of("sync", false, "sync-interval", Duration.ofNanos(1_000)));
                for (int i = 0; i < 300; i++) {
                    store.put("key" + i, "value", Duration.ofMillis(1));
                }
                store.context.advance(Duration.ofMillis(1));
                store.engine.close();
                store.context.close();
            }
        }
    }

    @Test
    void close_besideCalls_neverCrashesAndOnlyRefuses() {
        try (Forked forked = Forked.start(List.of(), CallRaces.class, root)) {
            forked.succeed();
        }
    }

    /** Closes the library while several threads use a store in every way. */
    static final class CallRaces {

        private CallRaces() {}

        public static void main(String[] arguments) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(6);
            try {
                for (int round = 0; round < 25; round++) {
                    KVRuntime runtime = KVRuntime.builder()
                            .dataFolder(Path.of(arguments[0]))
                            .property("kv.driver", "rocksdb")
                            .property("kv.rocksdb.sync", Boolean.toString(round % 2 == 0))
                            .property("kv.rocksdb.reserve", "0")
                            .start();
                    KVStore store = runtime.store("default");
                    store.set("key", "value");
                    int number = round;
                    List<Future<Integer>> users = new ArrayList<>();
                    for (int t = 0; t < 6; t++) {
                        users.add(threads.submit(() -> useUntilClosed(store, "enough" + number)));
                    }
                    while (users.stream().noneMatch(Future::isDone)
                            && store.get("enough" + round).isEmpty()) {
                        Thread.onSpinWait();
                    }
                    runtime.close();
                    for (Future<Integer> user : users) {
                        assertThat(user.get()).isNotNegative();
                    }
                }
            } finally {
                threads.shutdown();
            }
        }

        /** Returns how many calls worked until the first was refused; any other failure comes out of it. */
        private static int useUntilClosed(KVStore store, String enough) {
            for (int i = 0; ; i++) {
                try {
                    String key = "key" + ThreadLocalRandom.current().nextInt(200);
                    store.set(key, "value", Duration.ofMillis(1 + i % 5));
                    store.get(key);
                    store.getAll(List.of(key, "key"));
                    store.setAll(Map.of(key, "value", "other", "value"));
                    try (Stream<String> keys = store.keys("")) {
                        keys.limit(50).forEach(found -> {});
                    }
                    store.delete(key);
                    if (i == 30) {
                        store.set(enough, "value");
                    }
                } catch (KVClosedException e) {
                    return i;
                } catch (KVException e) {
                    throw new AssertionError("Not the failure of a closed store", e);
                }
            }
        }
    }

    @Test
    void openAndClose_manyTimes_leavesNothing() {
        withSmallHeap(ManyTimes.class);
    }

    @Test
    void optionsFile_unusableManyTimes_leavesNothing() {
        withSmallHeap(UnusableManyTimes.class);
    }

    /** Runs a class's main method with a small heap of constant size, so that what grows is native. */
    private void withSmallHeap(Class<?> main) {
        List<String> command =
                Forked.java(List.of("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch"), main, root);
        try (Forked forked = Forked.start(List.of(), command)) {
            forked.succeed();
        }
    }

    /** Tries an options file that lacks what is required, as connecting does for as long as it stays so. */
    static final class UnusableManyTimes {

        private UnusableManyTimes() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            Path file = Files.writeString(root.resolve("options"), "[DBOptions]\n");
            RocksDbConfig config = RocksDbConfig.of(OpenStore.connection(root, Map.of("options-file", file)));
            NativeLibrary.load();
            refuse(config, 5_000);
            long memory = ManyTimes.residentKilobytes();
            refuse(config, 60_000);
            assertThat(ManyTimes.residentKilobytes() - memory)
                    .as("kilobytes more")
                    .isLessThan(ManyTimes.LIMIT_KILOBYTES);
        }

        private static void refuse(RocksDbConfig config, int times) {
            for (int i = 0; i < times; i++) {
                assertThat(catchThrowableOfType(EngineException.class, () -> RocksDbOptions.of(config, true)))
                        .isNotNull();
            }
        }
    }

    /** Opens and closes, and compares files, threads and memory of the process. */
    static final class ManyTimes {

        private static final long LIMIT_KILOBYTES = 12_000;

        private ManyTimes() {}

        public static void main(String[] arguments) {
            Path root = Path.of(arguments[0]);
            openAndClose(root, 40);
            int files = count(Path.of("/proc/self/fd"));
            int threads = count(Path.of("/proc/self/task"));
            long memory = residentKilobytes();
            openAndClose(root, 80);
            assertThat(count(Path.of("/proc/self/fd"))).as("open files").isLessThanOrEqualTo(files);
            assertThat(count(Path.of("/proc/self/task"))).as("threads").isLessThanOrEqualTo(threads + 2);
            assertThat(residentKilobytes() - memory).as("kilobytes more").isLessThan(LIMIT_KILOBYTES);
        }

        private static void openAndClose(Path root, int times) {
            for (int i = 0; i < times; i++) {
                try (OpenStore store = OpenStore.in(root, Map.of("memory", 8L << 20))) {
                    for (int k = 0; k < 20; k++) {
                        store.put("key" + k, "value", Duration.ofHours(1));
                    }
                    store.keys("key", 7);
                    store.delete("key0");
                }
            }
        }

        private static int count(Path folder) {
            try (Stream<Path> files = Files.list(folder)) {
                return (int) files.count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static long residentKilobytes() {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
                String line =
                        lines.filter(one -> one.startsWith("VmRSS:")).findAny().orElseThrow();
                return Long.parseLong(line.replaceAll("\\D", ""));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
