package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.Metric.Kind;
import java.util.List;

/** What is measured of a database and its column families. Loads no class of RocksDB. */
final class RocksDbMetrics {

    static final Metric MEMORY = Metric.engine(
            Kind.GAUGE,
            "kvcdi.rocksdb.memory.used",
            "By",
            "Memory of block cache and write buffers together, which `kv.rocksdb.memory` limits.");

    static final Metric MEMORY_LIMIT = Metric.engine(
            Kind.GAUGE,
            "kvcdi.rocksdb.memory.limit",
            "By",
            "What the memory of block cache and write buffers may grow to.");

    static final Metric WRITE_BUFFERS = Metric.engine(
            Kind.GAUGE,
            "kvcdi.rocksdb.memory.write_buffers",
            "By",
            "Memory of the write buffers (memtables), those that are being written out included.");

    static final Metric BACKGROUND_ERRORS = Metric.engine(
            Kind.COUNTER,
            "kvcdi.rocksdb.background.errors",
            "{error}",
            "Errors of RocksDB's background work, and those of the disk that made the database take no writes; one that is both counts"
                    + " twice.");

    static final Metric WRITES_REFUSED = Metric.engine(
            Kind.GAUGE,
            "kvcdi.rocksdb.writes.refused",
            "{database}",
            "1 while the open database takes no writes, since the disk is full or files are damaged; 0 otherwise. After another error"
                    + " of the disk the database is opened again: see `kvcdi.rocksdb.background.errors`.");

    static final Metric DISK = Metric.store(
            Kind.GAUGE,
            "kvcdi.rocksdb.disk.used",
            "By",
            "Disk that the store's tables take, without the log of writes.");

    static final Metric COMPACTION_PENDING = Metric.store(
            Kind.GAUGE,
            "kvcdi.rocksdb.compaction.pending",
            "By",
            "What compaction has to rewrite, by estimate, until the store's levels have their sizes.");

    static final List<Metric> ALL =
            List.of(MEMORY, MEMORY_LIMIT, WRITE_BUFFERS, BACKGROUND_ERRORS, WRITES_REFUSED, DISK, COMPACTION_PENDING);

    private RocksDbMetrics() {}
}
