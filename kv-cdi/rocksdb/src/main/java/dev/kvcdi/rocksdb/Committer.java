package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** Brings mutations into RocksDB. The caller holds the locks of their keys. */
final class Committer {

    private final RocksDB db;
    private final RocksDbOptions options;
    private final WriteHealth health;

    Committer(RocksDB db, RocksDbOptions options, WriteHealth health) {
        this.db = db;
        this.options = options;
        this.health = health;
    }

    /**
     * Applies a mutation, durably if the database is configured so.
     *
     * @throws EngineException if it was not applied, or may have been
     */
    void commit(Mutation mutation) {
        write(mutation, options.write());
    }

    /**
     * Applies a mutation that may be lost in a power cut.
     *
     * @throws EngineException if it was not applied, or may have been
     */
    void commitUnsynced(Mutation mutation) {
        write(mutation, options.unsynced());
    }

    /** Tells whether RocksDB takes writes, whatever is told to the application: with a removal of what was never there. */
    boolean works(ColumnFamilyHandle family) {
        try {
            db.delete(family, options.write(), new byte[1]);
            return true;
        } catch (RocksDBException e) {
            return false;
        }
    }

    private void write(Mutation mutation, WriteOptions how) {
        health.check();
        try {
            mutation.apply(db, how);
        } catch (RocksDBException e) {
            throw health.failed(e);
        }
    }
}
