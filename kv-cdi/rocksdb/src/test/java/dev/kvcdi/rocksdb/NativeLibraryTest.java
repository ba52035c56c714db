package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.spi.EngineException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Logger;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The native library in several applications of one server, and what it leaves behind. */
class NativeLibraryTest {

    @TempDir
    Path root;

    @TempDir
    Path temporary;

    @Test
    void load_severalDeploymentsAtOnce_eachWorksAndNothingStays() throws IOException {
        run(SeveralDeployments.class);
        assertThat(leftovers()).isEmpty();
    }

    /** Deploys one application after another, and several at the same time. */
    static final class SeveralDeployments {

        private SeveralDeployments() {}

        public static void main(String[] arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                for (int round = 0; round < 2; round++) {
                    List<Future<?>> deployed = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        String folder = root.resolve("application" + i).toString();
                        deployed.add(threads.submit(() -> {
                            try (Deployment deployment = new Deployment()) {
                                deployment.run(WriteAndRead.class, folder);
                            }
                        }));
                    }
                    for (Future<?> one : deployed) {
                        one.get();
                    }
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    /** Uses a store. */
    static final class WriteAndRead {

        private WriteAndRead() {}

        public static void main(String[] arguments) {
            try (OpenStore store = OpenStore.in(Path.of(arguments[0]))) {
                store.put("key", "value");
                assertThat(store.get("key")).contains("value");
            }
        }
    }

    /** Each copy of the library would use the method ids that the first found, which are void when its classes are gone. */
    @Test
    void load_afterADeploymentWasCollected_hasMethodsOfItsOwn() {
        run(CollectedAndCalledBack.class);
    }

    /** Deploys, undeploys and collects one application after another. */
    static final class CollectedAndCalledBack {

        private CollectedAndCalledBack() {}

        public static void main(String[] arguments) throws Exception {
            for (int i = 0; i < 3; i++) {
                collected(CalledBack.class, arguments);
            }
        }
    }

    /** Has native code call Java. */
    static final class CalledBack {

        private CalledBack() {}

        public static void main(String[] arguments) throws RocksDBException {
            NativeLibrary.load();
            var lines = new AtomicInteger();
            try (Options options = new Options().setCreateIfMissing(true);
                    Logger logger = new Logger(InfoLogLevel.INFO_LEVEL) {
                        @Override
                        protected void log(InfoLogLevel level, String line) {
                            lines.incrementAndGet();
                        }
                    }) {
                options.setLogger(logger);
                RocksDB.open(options, arguments[0]).close();
            }
            assertThat(lines).hasPositiveValue();
        }
    }

    /** Threads and thread-local variables that RocksDB leaves behind run its code. */
    @Test
    void load_afterADeploymentWasCollected_codeStaysInMemory() {
        run(CollectedButMapped.class);
    }

    /** Counts copies of the library in memory. */
    static final class CollectedButMapped {

        private CollectedButMapped() {}

        public static void main(String[] arguments) throws Exception {
            for (int i = 1; i <= 3; i++) {
                collected(Loaded.class, arguments);
                try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
                    assertThat(mappings.filter(line -> line.contains("librocksdbjni") && line.contains("r-xp")))
                            .hasSize(i);
                }
            }
        }
    }

    /** Only loads the library. */
    static final class Loaded {

        private Loaded() {}

        public static void main(String[] arguments) {
            NativeLibrary.load();
        }
    }

    /** Deploys an application, undeploys it and waits until it is collected. */
    private static void collected(Class<?> main, String... arguments) throws Exception {
        // On a thread that ends: a thread keeps the libraries whose variables it has.
        var deployment = new FutureTask<>(() -> deployed(main, arguments));
        var thread = new Thread(deployment);
        thread.start();
        WeakReference<ClassLoader> undeployed = deployment.get();
        thread.join();
        await().until(() -> {
            System.gc();
            return undeployed.refersTo(null);
        });
    }

    /** In a method of its own, so that no variable keeps the application. */
    private static WeakReference<ClassLoader> deployed(Class<?> main, String... arguments) {
        try (Deployment deployment = new Deployment()) {
            deployment.run(main, arguments);
            return deployment.loader();
        }
    }

    @Test
    void open_folderOfAnotherApplicationOfTheServer_isRefused() {
        run(SameFolder.class);
    }

    /** Has one folder open in two applications, which the operating system would allow. */
    static final class SameFolder {

        private SameFolder() {}

        public static void main(String[] arguments) {
            try (OpenStore store = OpenStore.in(Path.of(arguments[0]));
                    Deployment other = new Deployment()) {
                for (int i = 0; i < 3; i++) {
                    other.run(Refused.class, arguments);
                }
                store.put("key", "value");
                // Nor did the other application's attempts free it for other processes.
                try (Forked process = Forked.start(List.of(), Refused.class, arguments[0])) {
                    process.succeed();
                }
            }
        }
    }

    /** Finds a folder in use. */
    static final class Refused {

        private Refused() {}

        public static void main(String[] arguments) {
            EngineException e = catchThrowableOfType(
                    EngineException.class,
                    () -> OpenStore.in(Path.of(arguments[0])).close());
            assertThat(e.kind()).isEqualTo(EngineException.Kind.UNAVAILABLE);
        }
    }

    @Test
    void load_leftoversOfDeadProcesses_areRemoved() throws IOException {
        Path dead = leftover(Long.MAX_VALUE / 10, Duration.ofDays(1));
        Path loading = leftover(Long.MAX_VALUE / 10, Duration.ZERO);
        Path alive = leftover(ProcessHandle.current().pid(), Duration.ofDays(1));
        Path stranger = Files.createDirectory(temporary.resolve("kv-cdi-rocksdb-other"));
        run(WriteAndRead.class);
        assertThat(leftovers())
                .containsExactlyInAnyOrder(loading, alive, stranger)
                .doesNotContain(dead);
    }

    private Path leftover(long process, Duration age) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("kv-cdi-rocksdb-" + process + "-" + age.toDays()));
        Files.writeString(folder.resolve("librocksdbjni.so"), "");
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
        return folder;
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }

    @Test
    void load_temporaryFolderUnusable_saysSo() throws IOException {
        Path file = Files.createFile(temporary.resolve("no-folder"));
        try (Forked forked =
                Forked.start(List.of(), Forked.java(List.of("-Djava.io.tmpdir=" + file), WriteAndRead.class, root))) {
            assertThat(forked.exitCode()).isNotZero();
            assertThat(forked.output()).contains("java.io.tmpdir").contains("20 MB");
        }
    }

    private void run(Class<?> scenario) {
        try (Forked forked =
                Forked.start(List.of(), Forked.java(List.of("-Djava.io.tmpdir=" + temporary), scenario, root))) {
            forked.succeed();
        }
    }
}
