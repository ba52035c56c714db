package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading, writing, listing and reopening, below the core. */
class RocksDbStoreTest {

    @TempDir
    Path root;

    @Test
    void get_writtenDeletedAndReopened() {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("a", "1");
            store.put("b", "2");
            assertThat(store.get("a")).contains("1");
            assertThat(store.delete("a")).isTrue();
            assertThat(store.delete("a")).isFalse();
            assertThat(store.get("a")).isEmpty();
        }
        try (OpenStore store = OpenStore.in(root, Map.of("sync", false))) {
            assertThat(store.get("a")).isEmpty();
            assertThat(store.get("b")).contains("2");
        }
    }

    @Test
    void put_condition_holdsOrIsLost() {
        try (OpenStore store = OpenStore.in(root)) {
            assertThat(store.put("k", "0", StoredEntry.NEVER, Condition.present()))
                    .isEmpty();
            Version first =
                    store.put("k", "1", StoredEntry.NEVER, Condition.absent()).orElseThrow();
            assertThat(store.put("k", "2", StoredEntry.NEVER, Condition.absent()))
                    .isEmpty();
            Version second = store.put("k", "3", StoredEntry.NEVER, Condition.version(first))
                    .orElseThrow();
            assertThat(store.put("k", "4", StoredEntry.NEVER, Condition.version(first)))
                    .isEmpty();
            assertThat(store.put("k", "5", StoredEntry.NEVER, Condition.version(Version.of("stranger"))))
                    .isEmpty();
            assertThat(store.delete("k", Condition.version(first))).isFalse();
            assertThat(store.get("k")).contains("3");
            assertThat(store.delete("k", Condition.version(second))).isTrue();
        }
    }

    @Test
    void version_ofEntry_isThatOfItsPutAndSurvivesReopening() {
        Version version;
        try (OpenStore store = OpenStore.in(root)) {
            version = store.put("k", "v");
            assertThat(store.entry("k").orElseThrow().version()).isEqualTo(version);
            assertThat(version.text())
                    .hasSizeLessThanOrEqualTo(Version.MAX_LENGTH)
                    .matches("[0-9a-f-]+");
        }
        try (OpenStore store = OpenStore.in(root)) {
            assertThat(store.entry("k").orElseThrow().version()).isEqualTo(version);
            assertThat(store.put("k", "v")).isNotEqualTo(version);
        }
    }

    @Test
    void entry_expired_isAbsentForEveryOperation() {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("k", "v", Duration.ofSeconds(10));
            store.put("stays", "v");
            store.context.advance(Duration.ofSeconds(9));
            assertThat(store.get("k")).contains("v");
            store.context.advance(Duration.ofSeconds(1));
            assertThat(store.get("k")).isEmpty();
            assertThat(store.keys("", 10)).containsExactly("stays");
            assertThat(store.delete("k")).isFalse();
            assertThat(store.put("k", "w", StoredEntry.NEVER, Condition.present()))
                    .isEmpty();
            assertThat(store.put("k", "w", StoredEntry.NEVER, Condition.absent()))
                    .isPresent();
            assertThat(store.get("k")).contains("w");
        }
    }

    @Test
    void scan_prefix_listsItInOrderOverParts() {
        try (OpenStore store = OpenStore.in(root)) {
            for (String key : new String[] {"a", "b", "b/1", "b/2", "b/\uD83D\uDE00", "b/\uFFFD", "c"}) {
                store.put(key, "v");
            }
            assertThat(store.keys("b/", 1)).containsExactly("b/1", "b/2", "b/\uFFFD", "b/\uD83D\uDE00");
            assertThat(store.keys("", 3)).hasSize(7).startsWith("a", "b");
            assertThat(store.keys("d", 3)).isEmpty();
        }
    }

    @Test
    void scan_positionOutsideThePrefix_isRefused() {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("a/1", "v");
            store.put("b/1", "v");
            byte[] stranger = "b/".getBytes(StandardCharsets.UTF_8);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.backend.scan(ScanRequest.of("a/", 10, true, stranger)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.backend.scan(ScanRequest.of("", 10, true, new byte[0])));
        }
    }
}
