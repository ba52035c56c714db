package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.spi.NativeFacet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** RocksDB's own threads end with the last database, and no database is without them. One that were would wait for good. */
class BackgroundThreadsTest {

    @TempDir
    Path root;

    @Test
    void close_severalDeployments_leavesNoThread() {
        run(Redeployed.class);
    }

    /** Deploys one application after another, each with a native library of its own. */
    static final class Redeployed {

        private Redeployed() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < 4; i++) {
                try (Deployment deployment = new Deployment()) {
                    deployment.run(Used.class, arguments);
                }
            }
            await().untilAsserted(() -> assertThat(threads()).isEmpty());
        }
    }

    /** Uses a database so that RocksDB works in the background. */
    static final class Used {

        private Used() {}

        public static void main(String[] arguments) {
            try (OpenStore store = OpenStore.in(Path.of(arguments[0]))) {
                work(store);
                assertThat(threads()).isNotEmpty();
            }
        }
    }

    @Test
    void open_afterTheThreadsEnded_worksInTheBackgroundAgain() {
        run(Reopened.class);
    }

    /** Opens one database again and again, and two at a time, of which one is closed. */
    static final class Reopened {

        private Reopened() {}

        public static void main(String[] arguments) {
            Path root = Path.of(arguments[0]);
            for (int i = 0; i < 3; i++) {
                Used.main(arguments);
                await().untilAsserted(() -> assertThat(threads()).isEmpty());
            }
            try (OpenStore store = OpenStore.in(root)) {
                Used.main(new String[] {root.resolve("other").toString()});
                work(store);
                store.engine.close();
                store.engine.close();
            }
            await().untilAsserted(() -> assertThat(threads()).isEmpty());
        }
    }

    @Test
    void close_besideOpenings_leavesEachDatabaseItsThreads() {
        run(OpenedAndClosedAtOnce.class);
    }

    /** Opens and closes several databases at the same time, so that the last one closes while another opens. */
    static final class OpenedAndClosedAtOnce {

        private OpenedAndClosedAtOnce() {}

        public static void main(String[] arguments) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Future<?>> users = new ArrayList<>();
                for (int t = 0; t < 2; t++) {
                    Path root = Path.of(arguments[0], "root" + t);
                    users.add(threads.submit(() -> {
                        for (int round = 0; round < 50; round++) {
                            try (OpenStore store = OpenStore.in(root)) {
                                store.put("key", "value");
                                store.flush();
                            }
                        }
                    }));
                }
                for (Future<?> user : users) {
                    user.get();
                }
            } finally {
                threads.shutdown();
            }
            await().untilAsserted(() -> assertThat(threads()).isEmpty());
        }
    }

    @Test
    void close_libraryOfTheServer_leavesOtherApplicationsTheThreads() {
        run(LibraryOfTheServer.class);
    }

    /** Deploys an application that has RocksDB from the server. */
    static final class LibraryOfTheServer {

        private LibraryOfTheServer() {}

        public static void main(String[] arguments) {
            try (Deployment first = Deployment.sharing("rocksdbjni", Deployment.server("rocksdbjni"))) {
                first.run(BesideAnother.class, arguments);
            }
        }
    }

    /** Opens a database before another application does, and closes it before that works. */
    static final class BesideAnother {

        private BesideAnother() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            CompletableFuture<?> working;
            try (OpenStore store = OpenStore.in(root)) {
                work(store);
                working = CompletableFuture.runAsync(() -> {
                    try (Deployment other = Deployment.sharing("rocksdbjni", RocksDB.class.getClassLoader())) {
                        other.run(LeftAlone.class, arguments);
                    }
                });
                await().until(() -> Files.exists(root.resolve("opened")));
            }
            Files.createFile(root.resolve("closed"));
            working.join();
        }
    }

    /** Works when the first application's database is closed. */
    static final class LeftAlone {

        private LeftAlone() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            try (OpenStore store = OpenStore.in(root.resolve("other"))) {
                Files.createFile(root.resolve("opened"));
                await().until(() -> Files.exists(root.resolve("closed")));
                work(store);
            }
        }
    }

    @Test
    void close_databaseOfTheApplicationsOwn_leavesItTheThreads() {
        run(BesideItsOwn.class);
    }

    /** Has a database open past the driver. */
    static final class BesideItsOwn {

        private BesideItsOwn() {}

        public static void main(String[] arguments) throws RocksDBException {
            Path root = Path.of(arguments[0]);
            NativeLibrary.load();
            try (Options options = new Options().setCreateIfMissing(true);
                    RocksDB own = RocksDB.open(options, root.resolve("own").toString())) {
                Used.main(new String[] {root.resolve("kv").toString()});
                work(own);
            }
        }
    }

    private static void work(OpenStore store) {
        store.backend.facet(NativeFacet.class).orElseThrow().use(RocksDB.class, db -> {
            try {
                work(db);
                return true;
            } catch (RocksDBException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Has RocksDB write two tables and make one of them. */
    private static void work(RocksDB db) throws RocksDBException {
        try (FlushOptions options = new FlushOptions()) {
            for (int i = 0; i < 2; i++) {
                db.put("key".getBytes(StandardCharsets.UTF_8), new byte[i]);
                db.flush(options);
            }
        }
        db.compactRange();
    }

    /** Returns the names of RocksDB's threads in this process. */
    private static List<String> threads() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.map(BackgroundThreadsTest::name)
                    .filter(name -> name.startsWith("rocksdb"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            return "ended meanwhile";
        }
    }

    private void run(Class<?> scenario) {
        try (Forked forked = Forked.start(List.of(), scenario, root)) {
            forked.succeed();
        }
    }
}
