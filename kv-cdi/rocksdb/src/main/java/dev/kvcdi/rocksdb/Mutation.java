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

    void addTo(WriteBatch batch) throws RocksDBException {
        for (Step step : steps) {
            step.addTo(batch);
        }
    }

    void apply(RocksDB db, WriteOptions how) throws RocksDBException {
        if (steps.size() == 1) {
            steps.get(0).apply(db, how);
            return;
        }
        try (WriteBatch batch = new WriteBatch()) {
            addTo(batch);
            db.write(how, batch);
        }
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
