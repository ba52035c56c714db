package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * An open RocksDB and what all writes of it share: locks, versions, expiry index, the way to commit.
 *
 * <p>RocksDB's Java API checks nothing: a call after closing ends the JVM. The core lets no call of an application run into the
 * closing; calls after it are refused here, and background work goes through {@link #whileOpen}.
 */
final class Database {

    /** The largest value: RocksDB keeps a record in memory several times while it is written. */
    static final long MAX_VALUE_BYTES = 1L << 30;

    private final RocksDB db;
    private final ColumnFamilyHandle index;
    private final RocksDbErrors errors;
    private final ReadOptions read;
    private final ReadBuffers buffers = new ReadBuffers();
    private final StripedLocks locks = new StripedLocks();
    private final Versions versions = new Versions();
    private final WriteHealth health;
    private final Committer committer;
    private final DriverContext context;
    private final InstantSource clock;
    private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock();
    private volatile boolean closed;

    Database(
            RocksDB db, ColumnFamilyHandle index, RocksDbOptions options, RocksDbErrors errors, DriverContext context) {
        this.db = db;
        this.index = index;
        this.errors = errors;
        this.read = options.read();
        this.health = new WriteHealth(errors, context);
        this.committer = new Committer(db, options, health);
        this.context = context;
        this.clock = context.clock();
    }

    /**
     * Returns RocksDB.
     *
     * @throws EngineException if it was closed
     */
    RocksDB db() {
        if (closed) {
            throw new EngineException(Kind.CLOSED, "The database is closed", null);
        }
        return db;
    }

    /** Returns the options of single reads. */
    ReadOptions readOptions() {
        return read;
    }

    ReadBuffers buffers() {
        return buffers;
    }

    ColumnFamilyHandle index() {
        return index;
    }

    /** Returns the folder, by which messages tell the applications of a server apart. */
    Path folder() {
        return errors.folder();
    }

    RocksDbErrors errors() {
        return errors;
    }

    StripedLocks locks() {
        return locks;
    }

    Versions versions() {
        return versions;
    }

    Committer committer() {
        return committer;
    }

    WriteHealth health() {
        return health;
    }

    /** Tells whether RocksDB itself takes writes. */
    boolean takesWrites() {
        return committer.works(index);
    }

    /** Returns until when an operation that begins now, on this thread, may wait for others. */
    Deadline deadline() {
        return context.deadline();
    }

    long nowMillis() {
        return clock.millis();
    }

    /**
     * Reads the header of the record that stands for a key, expired or not.
     *
     * @return the header, null when there is no record
     */
    @Nullable Header header(Family family, byte[] key) {
        byte[] start = new byte[Header.MAX_BYTES];
        try {
            int length = db().get(family.handle(), read, key, start);
            if (length == RocksDB.NOT_FOUND) {
                return null;
            }
            return Header.of(start, Math.min(length, start.length));
        } catch (RocksDBException e) {
            throw errors.read(e);
        }
    }

    /** Tells whether the index lists an entry of a column family. */
    boolean hasExpiring(int familyId) throws RocksDBException {
        try (RocksIterator entries = db.newIterator(index)) {
            entries.seek(ExpiryIndex.start(familyId, 0));
            entries.status();
            return entries.isValid() && ExpiryIndex.familyId(entries.key()) == familyId;
        }
    }

    /** Runs background work unless the database is closed; closing waits for it. */
    void whileOpen(Runnable work) {
        if (!lifecycle.readLock().tryLock()) {
            return;
        }
        try {
            if (!closed) {
                work.run();
            }
        } finally {
            lifecycle.readLock().unlock();
        }
    }

    /**
     * Closes RocksDB.
     *
     * @param syncLog whether writes may not be on the disk yet: RocksDB's own closing does not bring them there
     */
    void close(boolean syncLog) throws RocksDBException {
        lifecycle.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            boolean good = health.isGood();
            health.close();
            try {
                if (syncLog && good) {
                    db.syncWal();
                }
            } finally {
                closeNatively(good);
            }
        } finally {
            lifecycle.writeLock().unlock();
        }
    }

    private void closeNatively(boolean good) throws RocksDBException {
        try {
            db.closeE();
        } catch (RocksDBException e) {
            // After a failed write RocksDB complains once more; the application knows already.
            if (good) {
                throw e;
            }
        }
    }
}
