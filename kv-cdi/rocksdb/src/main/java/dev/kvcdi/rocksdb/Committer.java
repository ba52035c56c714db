package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Brings mutations into RocksDB. The caller holds the locks of their keys. */
final class Committer {

    private final RocksDB db;
    private final RocksDbOptions options;
    private final WriteHealth health;
    private final GroupCommit groups;

    /** Whose turn it is to write where writes do not wait for the disk. */
    private final ReentrantLock turn = new ReentrantLock();

    Committer(RocksDB db, RocksDbOptions options, WriteHealth health) {
        this.db = db;
        this.options = options;
        this.health = health;
        this.groups = new GroupCommit(this::write);
    }

    /**
     * Applies a mutation, durably if the database is configured so.
     *
     * @throws EngineException if it was not applied, or may have been
     */
    void commit(Mutation mutation, Deadline deadline) {
        health.check();
        try {
            if (options.sync()) {
                groups.commit(mutation, deadline);
            } else {
                writeInTurn(mutation, deadline);
            }
        } catch (RocksDBException e) {
            throw health.failed(e);
        }
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

    /**
     * Writes alone. RocksDB lets writers in together and has them wait for each other inside, which costs more than a write that waits for no
     * disk: with a lock before it, 32 threads wrote twice as much.
     */
    private void writeInTurn(Mutation mutation, Deadline deadline) throws RocksDBException {
        if (!LockWait.acquire(turn, deadline)) {
            throw GroupCommit.notBegun();
        }
        try {
            write(List.of(mutation));
        } finally {
            turn.unlock();
        }
    }

    private void write(List<Mutation> mutations) throws RocksDBException {
        WriteOptions how = options.write();
        if (mutations.size() == 1 && mutations.get(0).isSingle()) {
            mutations.get(0).apply(db, how);
            return;
        }
        try (WriteBatch batch = new WriteBatch()) {
            for (Mutation mutation : mutations) {
                mutation.addTo(batch);
            }
            db.write(how, batch);
        }
    }
}
