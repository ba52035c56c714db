package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a database that are damaged or missing: what cannot be read is said, never left out. */
class DamageTest {

    private static final int FLIPS = Integer.getInteger("kv.damage.flips", 40);

    @TempDir
    Path root;

    @TempDir
    Path copies;

    @ParameterizedTest
    @CsvSource({"*.log,false", "*.sst,true", "MANIFEST-*,true", "CURRENT,true"})
    void open_bitFlipped_everyEntryIsReadOrItsLossIsSaid(String files, boolean flushed) {
        LogWriter.run(root, flushed);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int noticed = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            Path copy = TestFiles.copy(root, copies.resolve("flip" + flip));
            List<Path> candidates = TestFiles.find(copy, files);
            Path file = candidates.get(candidates.size() - 1);
            byte[] content = TestFiles.read(file);
            int position = random.nextInt(content.length);
            content[position] ^= (byte) (1 << random.nextInt(8));
            TestFiles.write(file, content);
            if (complains(copy, file + " at " + position + ", seed " + seed)) {
                noticed++;
            }
        }
        assertThat(noticed).as("seed %d", seed).isPositive();
    }

    /** Tells whether the database complains of damage. If it does not, all of it has to be there. */
    private static boolean complains(Path root, String description) {
        boolean complained = false;
        try (OpenStore store = OpenStore.in(root)) {
            for (int i = 0; i < LogWriter.ENTRIES; i++) {
                complained |= complains(store, i, description);
            }
            complained |= complainsOfListing(store, description);
        } catch (EngineException e) {
            return isDamage(e, description);
        }
        return complained;
    }

    private static boolean complains(OpenStore store, int i, String description) {
        try {
            assertThat(store.get("key" + i)).as(description).isEqualTo(Optional.of(LogWriter.value(i)));
            return false;
        } catch (EngineException e) {
            return isDamage(e, description);
        }
    }

    private static boolean complainsOfListing(OpenStore store, String description) {
        try {
            assertThat(store.keys("", 7)).as(description).hasSize(LogWriter.ENTRIES);
            return false;
        } catch (EngineException e) {
            return isDamage(e, description);
        }
    }

    private static boolean isDamage(EngineException e, String description) {
        assertThat(e.kind()).as("%s: %s", description, e.getMessage()).isEqualTo(Kind.CORRUPTION);
        assertThat(e).hasMessageContaining("estore").hasMessageContaining("backup");
        return true;
    }

    @ParameterizedTest
    @CsvSource({"*.log,false", "*.sst,true", "MANIFEST-*,true", "CURRENT,true"})
    void open_fileMissing_isRefused(String files, boolean flushed) throws IOException {
        LogWriter.run(root, flushed);
        for (Path file : TestFiles.find(root, files)) {
            Files.delete(file);
        }
        EngineException e = catchThrowableOfType(
                EngineException.class, () -> OpenStore.in(root).close());
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.CORRUPTION);
        assertThat(e).hasMessageContaining(TestFiles.database(root).toString()).hasMessageContaining("backup");
    }

    @Test
    void open_logCutOffBetweenRecordsSinceClosing_isRefused() throws IOException {
        Path log;
        long between;
        try (OpenStore store = OpenStore.in(root)) {
            store.put("first", "v");
            log = TestFiles.find(root, "*.log").get(0);
            between = Files.size(log);
            store.put("second", "v");
        }
        byte[] whole = TestFiles.read(log);
        TestFiles.write(log, Arrays.copyOf(whole, (int) between));
        EngineException e = catchThrowableOfType(
                EngineException.class, () -> OpenStore.in(root).close());
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.CORRUPTION);
        assertThat(e).hasMessageContaining(log.getFileName().toString()).hasMessageContaining("backup");
        TestFiles.write(log, whole);
        // Again and again: what is known of an old log does not turn against newer ones.
        for (int opening = 0; opening < 3; opening++) {
            try (OpenStore store = OpenStore.in(root)) {
                assertThat(store.get("second")).contains("v");
                store.put("third", "v" + opening);
                if (opening == 1) {
                    store.flush();
                }
            }
        }
    }

    @Test
    void open_logDamagedWithoutSync_keepsWhatIsBeforeTheDamage() throws IOException {
        LogWriter.run(root, false);
        Path format = root.resolve(OpenStore.APPLICATION).resolve("format");
        Files.writeString(format, Files.readString(format).replace("synced=true", "synced=false"));
        Path log = TestFiles.find(root, "*.log").get(0);
        byte[] content = TestFiles.read(log);
        content[content.length - 10]++;
        TestFiles.write(log, content);
        try (OpenStore store = OpenStore.in(root)) {
            assertThat(store.keys("", 100)).hasSize(LogWriter.ENTRIES - 1);
        }
    }
}
