package dev.kvcdi.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Writes that are applied together or not at all. */
final class Mutation {

    private final List<Step> steps = new ArrayList<>(2);

    void put(ColumnFamilyHandle family, byte[] key, byte[] value) {
        steps.add(new Step(family, key, value));
    }

    void delete(ColumnFamilyHandle family, byte[] key) {
        steps.add(new Step(family, key, null));
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    boolean isSingle() {
        return steps.size() == 1;
    }

    /** Returns how large the writes are. */
    long bytes() {
        long bytes = 0;
        for (Step step : steps) {
            bytes += step.bytes();
        }
        return bytes;
    }

    void addTo(WriteBatch batch) throws RocksDBException {
        for (Step step : steps) {
            step.addTo(batch);
        }
    }

    /** Applies the only write. */
    void apply(RocksDB db, WriteOptions how) throws RocksDBException {
        steps.get(0).apply(db, how);
    }

    /** A write of one key; without a value, its removal. */
    private static final class Step {

        private final ColumnFamilyHandle family;
        private final byte[] key;
        private final byte @Nullable [] value;

        Step(ColumnFamilyHandle family, byte[] key, byte @Nullable [] value) {
            this.family = family;
            this.key = key;
            this.value = value;
        }

        long bytes() {
            return key.length + (value == null ? 0L : value.length);
        }

        void addTo(WriteBatch batch) throws RocksDBException {
            if (value == null) {
                batch.delete(family, key);
            } else {
                batch.put(family, key, value);
            }
        }

        void apply(RocksDB db, WriteOptions how) throws RocksDBException {
            if (value == null) {
                db.delete(family, how, key);
            } else {
                db.put(family, how, key, value);
            }
        }
    }
}
