package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.MetricsFacet;
import java.util.Map;
import java.util.OptionalLong;
import org.rocksdb.RocksDBException;

/** Reads the measures of a database and of one column family. RocksDB keeps them in memory. */
final class Measures implements MetricsFacet {

    /** RocksDB's names of what it knows of a column family. */
    private static final Map<Metric, String> PROPERTIES = Map.of(
            RocksDbMetrics.MEMORY, "rocksdb.block-cache-usage",
            RocksDbMetrics.MEMORY_LIMIT, "rocksdb.block-cache-capacity",
            RocksDbMetrics.BACKGROUND_ERRORS, "rocksdb.background-errors",
            RocksDbMetrics.DISK, "rocksdb.total-sst-files-size",
            RocksDbMetrics.COMPACTION_PENDING, "rocksdb.estimate-pending-compaction-bytes");

    private final Database database;
    private final Family family;

    Measures(Database database, Family family) {
        this.database = database;
        this.family = family;
    }

    @Override
    public OptionalLong read(Metric metric) {
        try {
            if (metric == RocksDbMetrics.WRITES_REFUSED) {
                return OptionalLong.of(database.health().isGood() ? 0 : 1);
            }
            if (metric == RocksDbMetrics.WRITE_BUFFERS) {
                return OptionalLong.of(database.db().getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables"));
            }
            String property = PROPERTIES.get(metric);
            if (property == null) {
                return OptionalLong.empty();
            }
            if (metric == RocksDbMetrics.BACKGROUND_ERRORS) {
                // RocksDB counts those of all column families by its default one, and a failure to write the log not at
                // all.
                return OptionalLong.of(database.db().getLongProperty(property)
                        + database.health().errorCount());
            }
            return OptionalLong.of(database.db().getLongProperty(family.handle(), property));
        } catch (RocksDBException e) {
            throw database.errors().read(e);
        }
    }
}
