package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.MetricsFacet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What a real database tells of itself. */
class MeasuresTest {

    private static final long MEMORY = 64L << 20;

    @TempDir
    Path root;

    @Test
    void everyMeasure_openDatabase_isKnown() {
        try (OpenStore store = OpenStore.in(root)) {
            assertThat(new RocksDbDriver().metrics())
                    .isNotEmpty()
                    .allSatisfy(metric -> assertThat(facet(store.backend).read(metric))
                            .as(metric.name())
                            .isPresent());
        }
    }

    @Test
    void memory_afterWrites_isThatOfTheWriteBuffersWithinTheLimit() {
        try (OpenStore store = OpenStore.in(root, Map.of("memory", MEMORY))) {
            long before = read(store.backend, RocksDbMetrics.WRITE_BUFFERS);
            write(store, 2_000);

            assertThat(read(store.backend, RocksDbMetrics.WRITE_BUFFERS)).isGreaterThan(before + 2_000_000);
            assertThat(read(store.backend, RocksDbMetrics.MEMORY))
                    .as("write buffers are counted in the cache, which is what limits both")
                    .isBetween(2_000_000L, MEMORY);
            assertThat(read(store.backend, RocksDbMetrics.MEMORY_LIMIT)).isEqualTo(MEMORY);
        }
    }

    @Test
    void disk_ofEachStore_isThatOfItsTables() {
        try (OpenStore store = OpenStore.in(root)) {
            Backend other = store.engine.open(OpenStore.store("other"));
            assertThat(read(store.backend, RocksDbMetrics.DISK)).isZero();
            write(store, 2_000);
            store.flush();

            assertThat(read(store.backend, RocksDbMetrics.DISK))
                    .isEqualTo(TestFiles.find(root, "*.sst").stream()
                            .mapToLong(table -> table.toFile().length())
                            .sum());
            assertThat(read(other, RocksDbMetrics.DISK)).isZero();
            assertThat(read(store.backend, RocksDbMetrics.COMPACTION_PENDING)).isZero();
        }
    }

    @Test
    void writesRefused_diskFull_isOneUntilThereIsRoom() {
        try (OpenStore store = OpenStore.in(root)) {
            assertThat(read(store.backend, RocksDbMetrics.WRITES_REFUSED)).isZero();
            assertThat(read(store.backend, RocksDbMetrics.BACKGROUND_ERRORS)).isZero();
            WriteHealth health = ((RocksDbEngine) store.engine).database().health();

            health.failed(new RocksDBException(
                    "No space left on device",
                    new Status(Status.Code.IOError, Status.SubCode.NoSpace, "No space left on device")));
            assertThat(read(store.backend, RocksDbMetrics.WRITES_REFUSED)).isOne();

            health.recovered();
            assertThat(read(store.backend, RocksDbMetrics.WRITES_REFUSED)).isZero();
        }
    }

    @Test
    void backgroundErrors_writeFailsByTheDisk_areCountedBeforeTheDatabaseIsGivenUp() {
        try (OpenStore store = OpenStore.in(root)) {
            WriteHealth health = ((RocksDbEngine) store.engine).database().health();
            List<Long> seen = new ArrayList<>();
            store.context.whenReconnecting(() -> seen.add(read(store.backend, RocksDbMetrics.BACKGROUND_ERRORS)));
            RocksDBException error = new RocksDBException(
                    "Input/output error", new Status(Status.Code.IOError, Status.SubCode.None, "Input/output error"));
            health.failed(error);
            health.failed(error);
            assertThat(seen)
                    .as("one error, of which each waiting write is told")
                    .containsExactly(1L);
        }
    }

    private static void write(OpenStore store, int entries) {
        String value = "v".repeat(1_000);
        for (int i = 0; i < entries; i++) {
            store.put("key" + i, value);
        }
    }

    private static long read(Backend backend, Metric metric) {
        return facet(backend).read(metric).orElseThrow();
    }

    private static MetricsFacet facet(Backend backend) {
        return backend.facet(MetricsFacet.class).orElseThrow();
    }
}
