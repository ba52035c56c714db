package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every single bad bit in a log is damage, and no unfinished last write is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogCheckTest {

    private byte[] log = new byte[0];

    @TempDir
    Path folder;

    @BeforeAll
    void writeLog(@TempDir Path root) {
        LogWriter.run(root, false);
        log = TestFiles.read(TestFiles.find(root, "*.log").get(0));
    }

    @Test
    void damage_whole_none() throws IOException {
        assertThat(log).hasSizeGreaterThan(40_000);
        assertThat(damaged(log)).isFalse();
        assertThat(damaged(Arrays.copyOf(log, log.length + 5_000)))
                .as("with room allocated")
                .isFalse();
    }

    @Test
    void damage_anyBitFlipped_isFound() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int position = 0; position < log.length; position += 1 + random.nextInt(30)) {
            byte[] flipped = log.clone();
            flipped[position] ^= (byte) (1 << random.nextInt(8));
            assertThat(damaged(flipped))
                    .as("byte %d of %d, seed %d", position, log.length, seed)
                    .isTrue();
        }
    }

    @Test
    void damage_endCutOff_none() throws IOException {
        for (int length = 0; length < log.length; length += 37) {
            assertThat(damaged(Arrays.copyOf(log, length)))
                    .as("cut off at %d", length)
                    .isFalse();
        }
    }

    @Test
    void damage_sectorsOfTheLastRecordNotWritten_none() throws IOException {
        // Up to the record after the one that is longer than a block, of which nothing has come yet.
        int next = new String(log, StandardCharsets.ISO_8859_1).indexOf("key31");
        byte[] torn = Arrays.copyOf(log, next - 30);
        for (int sector = 8_192; sector + 512 < torn.length; sector += 1_024) {
            byte[] unwritten = torn.clone();
            Arrays.fill(unwritten, sector, sector + 512, (byte) 0);
            assertThat(damaged(unwritten)).as("sector at %d", sector).isFalse();
        }
    }

    private boolean damaged(byte[] content) throws IOException {
        Path file = folder.resolve("copy");
        Files.write(file, content);
        return LogCheck.damage(file).isPresent();
    }
}
