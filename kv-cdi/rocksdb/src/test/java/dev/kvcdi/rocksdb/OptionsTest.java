package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RocksDB's options: ours, those of a file, and which of them win. */
class OptionsTest {

    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    private Path file = Path.of("");
    private String ours = "";

    @BeforeEach
    void makeFile() throws IOException {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("key", "value");
        }
        file = elsewhere.resolve("OPTIONS");
        ours = options();
    }

    @Test
    void open_noFile_hasTheDriversDefaults() {
        assertThat(ours)
                .contains("track_and_verify_wals_in_manifest=true", "compression=kLZ4Compression", "block_size=4096")
                .contains(
                        "cache_index_and_filter_blocks=true",
                        "filter_policy=bloomfilter:10",
                        "write_buffer_size=16777216")
                .contains("paranoid_checks=true", "wal_recovery_mode=kPointInTimeRecovery");
    }

    @Test
    void open_file_itsOptionsReplaceOurs() throws IOException {
        Files.writeString(
                file,
                ours.replace("block_size=4096", "block_size=8192")
                        .replace("compression=kLZ4Compression", "compression=kNoCompression")
                        .replace("max_background_jobs=2", "max_background_jobs=3"));
        try (OpenStore store = open()) {
            assertThat(store.get("key")).contains("value");
            store.engine.open(OpenStore.store("another"));
        }
        assertThat(options()).contains("block_size=8192", "compression=kNoCompression", "max_background_jobs=3");
        assertThat(options()).doesNotContain("compression=kLZ4Compression", "block_size=4096");
    }

    @Test
    void open_fileAgainstThePromises_oursWin() throws IOException {
        Files.writeString(
                file,
                ours.replace("paranoid_checks=true", "paranoid_checks=false")
                        .replace("wal_recovery_mode=kPointInTimeRecovery", "wal_recovery_mode=kSkipAnyCorruptedRecords")
                        .replace("manual_wal_flush=false", "manual_wal_flush=true")
                        .replace("filter_policy=bloomfilter:10:false", "filter_policy=nullptr"));
        open().close();
        assertThat(options())
                .contains("paranoid_checks=true", "wal_recovery_mode=kPointInTimeRecovery", "manual_wal_flush=false")
                .contains("filter_policy=bloomfilter:10");
    }

    @Test
    void open_fileUnusable_saysWhy() throws IOException {
        for (String unusable : List.of(
                "nonsense",
                ours.replace("block_size=4096", "block_sise=4096"),
                ours.replace("track_and_verify_wals_in_manifest=true", "track_and_verify_wals_in_manifest=false"),
                ours.replaceAll("(?s)\\[CFOptions.*", ""))) {
            Files.writeString(file, unusable);
            refused();
        }
        Files.delete(file);
        refused();
    }

    private void refused() {
        EngineException e = catchThrowableOfType(EngineException.class, () -> open().close());
        assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(e).hasMessageContaining("kv.rocksdb.options-file, " + file);
    }

    private OpenStore open() {
        return OpenStore.in(root, Map.of("options-file", file));
    }

    private String options() {
        List<Path> files = TestFiles.find(root, "OPTIONS-*");
        return new String(TestFiles.read(files.get(files.size() - 1)), StandardCharsets.UTF_8);
    }
}
