package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.spi.EngineException;
import java.io.IOException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
