package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.HyperClockCache;
import org.rocksdb.OptionsUtil;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * RocksDB's options for one database, with the native objects behind them, which are freed together after the database.
 *
 * <p>An options file replaces the defaults. What the promises of the store rest on stays as it is here in any case, and so do the limit
 * of memory and the filter of tables, whose loaded form RocksDB's Java API cannot use.
 */
final class RocksDbOptions implements AutoCloseable {

    private static final long MEGABYTE = 1 << 20;

    /** The one option of ours that RocksDB's Java API can only set as text. */
    private static final String VERIFIED_LOGS = "track_and_verify_wals_in_manifest";

    private final List<RocksObject> owned = new ArrayList<>();
    private final DBOptions database;
    private final ColumnFamilyOptions columnFamily;
    private final ReadOptions read;
    private final WriteOptions write;
    private final boolean sync;

    private RocksDbOptions(RocksDbConfig config, DBOptions database, ColumnFamilyOptions columnFamily) {
        this.database = own(database);
        this.columnFamily = own(columnFamily);
        this.read = own(new ReadOptions());
        this.write = own(new WriteOptions()).setSync(config.sync());
        this.sync = config.sync();
    }

    /**
     * Returns the options of a configuration.
     *
     * @param create whether a database may be made where there is none
     * @throws EngineException if the options file cannot be used
     */
    static RocksDbOptions of(RocksDbConfig config, boolean create) {
        RocksDbOptions options =
                config.optionsFile().map(file -> load(config, file)).orElseGet(() -> defaults(config));
        options.shareMemory(config.memory());
        options.keepPromises(create);
        return options;
    }

    private static RocksDbOptions defaults(RocksDbConfig config) {
        Properties verified = new Properties();
        verified.setProperty(VERIFIED_LOGS, "true");
        return new RocksDbOptions(
                config,
                DBOptions.getDBOptionsFromProps(verified)
                        .setMaxLogFileSize(4 * MEGABYTE)
                        .setKeepLogFileNum(4)
                        .setStatsDumpPeriodSec(0)
                        .setStatsPersistPeriodSec(0),
                new ColumnFamilyOptions()
                        .setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setWriteBufferSize(config.writeBuffer())
                        .setTableFormatConfig(new BlockBasedTableConfig()
                                .setBlockSize(4 * 1_024)
                                .setCacheIndexAndFilterBlocks(true)
                                .setPinL0FilterAndIndexBlocksInCache(true)));
    }

    private static RocksDbOptions load(RocksDbConfig config, Path file) {
        DBOptions database = new DBOptions();
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        RocksDbOptions loaded = null;
        try (ConfigOptions how = new ConfigOptions()) {
            if (!Files.readString(file, StandardCharsets.UTF_8).contains(VERIFIED_LOGS + "=true")) {
                throw unusable(file, "it lacks " + VERIFIED_LOGS + "=true", null);
            }
            OptionsUtil.loadOptionsFromFile(how, file.toString(), database, families);
            loaded = new RocksDbOptions(config, database, ofStores(file, families));
            return loaded;
        } catch (RocksDBException | IOException e) {
            throw unusable(file, String.valueOf(e.getMessage()), e);
        } finally {
            if (loaded == null) {
                // Connecting is tried again and again, and each time would leave them behind.
                families.forEach(family -> family.getOptions().close());
                database.close();
            }
        }
    }

    private static ColumnFamilyOptions ofStores(Path file, List<ColumnFamilyDescriptor> families) {
        ColumnFamilyOptions stores = null;
        for (ColumnFamilyDescriptor family : families) {
            if (stores == null && Arrays.equals(family.getName(), RocksDB.DEFAULT_COLUMN_FAMILY)) {
                stores = family.getOptions();
            } else {
                family.getOptions().close();
            }
        }
        if (stores == null) {
            throw unusable(file, "it lacks a section [CFOptions \"default\"], whose options all stores get", null);
        }
        return stores;
    }

    private static EngineException unusable(Path file, String why, @Nullable Exception e) {
        return new EngineException(
                Kind.UNAVAILABLE,
                "kv.rocksdb.options-file, " + file + ", cannot be used: " + why
                        + ". Begin with a copy of an OPTIONS file of a database's folder",
                e);
    }

    /** Puts block cache and write buffers under one limit. */
    private void shareMemory(long memory) {
        Cache cache = own(new HyperClockCache(memory, 0, -1, false));
        // A write buffer manager that stalls writers can do so for good.
        database.setWriteBufferManager(own(new WriteBufferManager(memory / 2, cache, false)));
        if (columnFamily.tableFormatConfig() instanceof BlockBasedTableConfig tables) {
            columnFamily.setTableFormatConfig(tables.setBlockCache(cache).setFilterPolicy(own(new BloomFilter(10))));
        }
    }

    private void keepPromises(boolean create) {
        database.setCreateIfMissing(create)
                .setCreateMissingColumnFamilies(true)
                .setErrorIfExists(false)
                .setParanoidChecks(true)
                .setBestEffortsRecovery(false)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setRecycleLogFileNum(0)
                .setManualWalFlush(false)
                .setUnorderedWrite(false)
                .setTwoWriteQueues(false)
                .setAllow2pc(false)
                .setWalDir("");
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

    /** Returns the bytes of a store that are collected in memory before they are written out. */
    long writeBuffer() {
        return columnFamily.writeBufferSize();
    }

    /** Tells whether the application's writes wait for the disk. */
    boolean sync() {
        return sync;
    }

    /** Returns the options of single reads, which RocksDB would make anew for each. */
    ReadOptions read() {
        return read;
    }

    /** Returns the options of the application's writes. */
    WriteOptions write() {
        return write;
    }

    @Override
    public void close() {
        for (int i = owned.size() - 1; i >= 0; i--) {
            owned.get(i).close();
        }
    }
}
