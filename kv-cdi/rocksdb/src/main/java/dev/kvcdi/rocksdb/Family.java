package dev.kvcdi.rocksdb;

import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.ColumnFamilyHandle;

/** A column family that keeps a store's entries, opened in this deployment or not. */
final class Family {

    private final ColumnFamilyHandle handle;
    private final int id;
    private final ChangeFeed changes = new ChangeFeed();

    /** Whether an entry may have an expiry. Never becomes false again: writers then look for the index entry that they replace. */
    private volatile boolean expiring;

    /** Up to which expiry the index was looked through. Writers that were held up may commit an entry that expires before. */
    private volatile long lookedThrough = Long.MIN_VALUE;

    /** The earliest expiry of such entries that the sweep has not heard of. */
    private final AtomicLong late = new AtomicLong(Long.MAX_VALUE);

    Family(ColumnFamilyHandle handle, boolean expiring) {
        this.handle = handle;
        this.id = handle.getID();
        this.expiring = expiring;
    }

    ColumnFamilyHandle handle() {
        return handle;
    }

    /** Returns RocksDB's number of the column family, which no other of the same database ever has. */
    int id() {
        return id;
    }

    ChangeFeed changes() {
        return changes;
    }

    boolean expiring() {
        return expiring;
    }

    /** Tells that an entry with an expiry is about to be written. Called under the key's lock. */
    void setExpiring() {
        if (!expiring) {
            expiring = true;
        }
    }

    /** Tells that an entry with an expiry was written, or may have been. */
    void wroteExpiring(long expiryMillis) {
        // Read after the entry was written: either it is seen by the sweep that sets this, or seen here.
        if (expiryMillis <= lookedThrough) {
            late.accumulateAndGet(expiryMillis, Math::min);
        }
    }

    /**
     * Tells that the index is about to be looked through.
     *
     * @param upTo the last expiry that is looked at
     * @return the earliest expiry that was written too late for the looks before, {@link Long#MAX_VALUE} when there is none
     */
    long lookThrough(long upTo) {
        lookedThrough = upTo;
        return late.getAndSet(Long.MAX_VALUE);
    }
}
