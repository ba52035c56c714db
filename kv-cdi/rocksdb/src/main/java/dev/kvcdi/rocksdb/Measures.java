package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.MetricsFacet;
import java.util.OptionalLong;
import org.rocksdb.RocksDBException;

/** Reads the measures of a database and of one column family. RocksDB keeps them in memory. */
final class Measures implements MetricsFacet {

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
            String property = property(metric);
            return property.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(database.db().getLongProperty(family.handle(), property));
        } catch (RocksDBException e) {
            throw database.errors().read(e);
        }
    }

    /** Names RocksDB's property; none where it is not one of a column family. */
    private static String property(Metric metric) {
        if (metric == RocksDbMetrics.MEMORY) {
            return "rocksdb.block-cache-usage";
        }
        if (metric == RocksDbMetrics.MEMORY_LIMIT) {
            return "rocksdb.block-cache-capacity";
        }
        if (metric == RocksDbMetrics.BACKGROUND_ERRORS) {
            return "rocksdb.background-errors";
        }
        if (metric == RocksDbMetrics.DISK) {
            return "rocksdb.total-sst-files-size";
        }
        return metric == RocksDbMetrics.COMPACTION_PENDING ? "rocksdb.estimate-pending-compaction-bytes" : "";
    }
}
