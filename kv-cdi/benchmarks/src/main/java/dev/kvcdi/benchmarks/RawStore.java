package dev.kvcdi.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.HyperClockCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * RocksDB called directly with the options that the driver uses, doing what an application would have to do itself: encoding text, and
 * nothing more. It has no versions, conditions, expiry, watches or protection against a racing close.
 */
final class RawStore implements AutoCloseable {

    private static final int LOAD_BATCH = 1_000;

    private final Path folder = Folders.create("raw");
    private final List<AutoCloseable> natives = new ArrayList<>();
    private final RocksDB db;
    private final WriteOptions write;

    RawStore(boolean sync) {
        RocksDB.loadLibrary();
        Cache cache = keep(new HyperClockCache(Workload.MEMORY, 0, -1, false));
        Options options = keep(new Options())
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(Workload.WRITE_BUFFER)
                .setWriteBufferManager(keep(new WriteBufferManager(Workload.MEMORY / 2, cache, false)))
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(4 << 10)
                        .setFilterPolicy(keep(new BloomFilter(10)))
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true));
        write = keep(new WriteOptions()).setSync(sync);
        try {
            db = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T extends AutoCloseable> T keep(T handle) {
        natives.add(0, handle);
        return handle;
    }

    /** Writes all entries and compacts them, so that reads do not depend on how far compaction happens to be. */
    void load(Workload workload) {
        SplittableRandom random = new SplittableRandom(1);
        try {
            for (int from = 0; from < workload.size(); from += LOAD_BATCH) {
                try (WriteBatch batch = new WriteBatch()) {
                    for (int i = from; i < Math.min(from + LOAD_BATCH, workload.size()); i++) {
                        batch.put(
                                workload.key(i).getBytes(UTF_8),
                                workload.randomValue(random).getBytes(UTF_8));
                    }
                    db.write(write, batch);
                }
            }
            try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
                db.flush(flush);
            }
            db.compactRange();
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nullable String get(String key) {
        try {
            byte[] value = db.get(key.getBytes(UTF_8));
            return value == null ? null : new String(value, UTF_8);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    void put(String key, String value) {
        try {
            db.put(write, key.getBytes(UTF_8), value.getBytes(UTF_8));
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads keys, and makes texts of what is there, under the keys, as {@link #get} does. */
    Map<String, String> getAll(List<String> keys) {
        List<byte[]> encoded = new ArrayList<>(keys.size());
        for (String key : keys) {
            encoded.add(key.getBytes(UTF_8));
        }
        Map<String, String> found = new HashMap<>(2 * keys.size());
        try {
            List<byte[]> values = db.multiGetAsList(encoded);
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) != null) {
                    found.put(keys.get(i), new String(values.get(i), UTF_8));
                }
            }
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    List<String> scan(String from, int entries) {
        List<String> texts = new ArrayList<>(2 * entries);
        try (RocksIterator iterator = db.newIterator()) {
            for (iterator.seek(from.getBytes(UTF_8));
                    iterator.isValid() && texts.size() < 2 * entries;
                    iterator.next()) {
                // The key is made as well, since a listing has it.
                texts.add(new String(iterator.key(), UTF_8));
                texts.add(new String(iterator.value(), UTF_8));
            }
        }
        return texts;
    }

    @Override
    public void close() {
        db.close();
        for (AutoCloseable handle : natives) {
            try {
                handle.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        Folders.delete(folder);
    }
}
