package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** Brings mutations into RocksDB. The caller holds the locks of their keys. */
final class Committer {

    private final RocksDB db;
    private final RocksDbOptions options;
    private final RocksDbErrors errors;

    Committer(RocksDB db, RocksDbOptions options, RocksDbErrors errors) {
        this.db = db;
        this.options = options;
        this.errors = errors;
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

    private void write(Mutation mutation, WriteOptions how) {
        try {
            mutation.apply(db, how);
        } catch (RocksDBException e) {
            throw errors.write(e);
        }
    }
}
