package dev.kvcdi.rocksdb;

import static dev.kvcdi.rocksdb.OpenStore.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full: a small one of memory, mounted where only the test's processes see it. */
class DiskFullTest {

    private static final int MEGABYTE = 1 << 20;
    private static final Map<String, ?> SETTINGS = Map.of("memory", 16L * MEGABYTE, "reserve", 12L * MEGABYTE);

    /** Needs no root where user namespaces are allowed; mounts on a folder and runs the following commands. */
    private static final String MOUNTED = "mount -t tmpfs -o size=64m tmpfs \"$1\" && shift && \"$@\"";

    @TempDir
    Path root;

    @Test
    void write_diskFull_isRefusedAndHealsByItself() {
        onSmallDisk(FullAndFreed.class);
    }

    @Test
    void open_diskFullAfterKill_worksWithTheReserve() {
        onSmallDisk(FullAndKilled.class);
    }

    private void onSmallDisk(Class<?> scenario) {
        try (Forked forked =
                Forked.start(List.of("unshare", "-Urm", "sh", "-c", MOUNTED, "sh", root.toString()), scenario, root)) {
            forked.succeed();
        }
    }

    /** Fills the disk, reads, refuses, frees it, writes. */
    static final class FullAndFreed {

        private FullAndFreed() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            Path filler = root.resolve("filler");
            Path reserve = root.resolve(OpenStore.APPLICATION).resolve("reserve");
            List<String> written = new ArrayList<>();
            try (OpenStore store = in(root, SETTINGS)) {
                await().until(() -> Files.exists(reserve) && Files.size(reserve) == 12 * MEGABYTE);
                fill(filler, DiskSpace.usableBytes(root) - 6L * MEGABYTE);
                EngineException first = writeUntilFull(store, written);
                assertThat(first.kind()).isEqualTo(Kind.STORAGE_FULL);
                assertThat(first).hasMessageContaining(root.toString()).hasMessageContaining("free space");
                assertThat(written).isNotEmpty();
                refusesWritesAndReads(store, written);
                // Beyond the time that RocksDB takes to go on with the help of the reserve.
                await().during(Duration.ofSeconds(7))
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> {
                            assertThat(reserve).doesNotExist();
                            refusesWritesAndReads(store, written);
                        });
                assertThat(store.context.reconnects()).isEmpty();
                Files.delete(filler);
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> write(store, "healed"));
                assertThat(Files.size(reserve)).isEqualTo(12 * MEGABYTE);
                written.add("healed");
                assertThat(store.get("refused")).isEmpty();
            }
            try (OpenStore store = in(root, SETTINGS)) {
                assertThat(store.get("refused")).isEmpty();
                assertThat(written).allSatisfy(key -> assertThat(store.get(key)).isPresent());
            }
        }
    }

    /** Finds the disk full when it opens what a killed process left to be recovered. */
    static final class FullAndKilled {

        private FullAndKilled() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            try (Forked killed = Forked.start(List.of(), FillAndDie.class, root)) {
                assertThat(killed.exitCode()).as(killed.output()).isEqualTo(FillAndDie.EXIT_CODE);
            }
            assertThat(DiskSpace.isFull(root)).isTrue();
            try (OpenStore store = in(root, SETTINGS)) {
                refusesWritesAndReads(store, FillAndDie.KEYS);
                Files.delete(root.resolve("filler"));
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> write(store, "healed"));
            }
        }
    }

    /** Leaves a log that cannot be recovered without room. */
    static final class FillAndDie {

        static final int EXIT_CODE = 77;
        static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f", "g", "h");

        private FillAndDie() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            OpenStore store = in(root, SETTINGS);
            Path reserve = root.resolve(OpenStore.APPLICATION).resolve("reserve");
            await().until(() -> Files.exists(reserve) && Files.size(reserve) == 12 * MEGABYTE);
            KEYS.forEach(key -> write(store, key));
            fill(root.resolve("filler"), DiskSpace.usableBytes(root));
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private static void refusesWritesAndReads(OpenStore store, List<String> written) {
        EngineException refusal = catchThrowableOfType(EngineException.class, () -> write(store, "refused"));
        assertThat(refusal.kind()).isEqualTo(Kind.STORAGE_FULL);
        assertThat(written).allSatisfy(key -> assertThat(store.get(key)).isPresent());
    }

    private static EngineException writeUntilFull(OpenStore store, List<String> written) {
        while (true) {
            String key = "key" + written.size();
            try {
                write(store, key);
                written.add(key);
            } catch (EngineException e) {
                assertThat(store.get(key)).isEmpty();
                return e;
            }
        }
    }

    private static boolean write(OpenStore store, String key) {
        StringBuilder incompressible = new StringBuilder();
        new Random(key.hashCode()).ints(50_000, ' ', '~').forEach(c -> incompressible.append((char) c));
        store.put(key, incompressible.toString());
        return true;
    }

    private static void fill(Path file, long bytes) throws IOException {
        byte[] piece = new byte[MEGABYTE / 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= piece.length) {
                out.write(piece, 0, (int) Math.min(piece.length, left));
            }
        }
    }
}
