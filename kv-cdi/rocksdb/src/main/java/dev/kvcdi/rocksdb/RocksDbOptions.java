package dev.kvcdi.rocksdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.HyperClockCache;
import org.rocksdb.RocksObject;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/** RocksDB's options for one database, with the native objects behind them, which are freed together after the database. */
final class RocksDbOptions implements AutoCloseable {

    private static final long MEGABYTE = 1 << 20;

    private final List<RocksObject> owned = new ArrayList<>();
    private final DBOptions database;
    private final ColumnFamilyOptions columnFamily;
    private final WriteOptions write;
    private final WriteOptions unsynced;

    RocksDbOptions(RocksDbConfig config, boolean create) {
        Cache cache = own(new HyperClockCache(config.memory(), 0, -1, false));
        // A write buffer manager that stalls writers can do so for good.
        WriteBufferManager buffers = own(new WriteBufferManager(config.memory() / 2, cache, false));
        Properties verified = new Properties();
        verified.setProperty("track_and_verify_wals_in_manifest", "true");
        this.database = own(DBOptions.getDBOptionsFromProps(verified))
                .setCreateIfMissing(create)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWriteBufferManager(buffers)
                .setMaxLogFileSize(4 * MEGABYTE)
                .setKeepLogFileNum(4)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
        this.columnFamily = own(new ColumnFamilyOptions())
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(config.writeBuffer())
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(4 * 1_024)
                        .setFilterPolicy(own(new BloomFilter(10)))
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true));
        this.write = own(new WriteOptions()).setSync(config.sync());
        this.unsynced = own(new WriteOptions());
    }

    private <T extends RocksObject> T own(T object) {
        owned.add(object);
        return object;
    }

    DBOptions database() {
        return database;
    }

    ColumnFamilyOptions columnFamily() {
        return columnFamily;
    }

    /** Returns the options of the application's writes. */
    WriteOptions write() {
        return write;
    }

    /** Returns the options of writes that may be lost in a power cut, since they are done again. */
    WriteOptions unsynced() {
        return unsynced;
    }

    @Override
    public void close() {
        for (int i = owned.size() - 1; i >= 0; i--) {
            owned.get(i).close();
        }
    }
}
