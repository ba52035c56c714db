package dev.kvcdi.rocksdb;

import org.rocksdb.ColumnFamilyHandle;

/** A column family that keeps a store's entries, opened in this deployment or not. */
final class Family {

    private final ColumnFamilyHandle handle;
    private final int id;
    private final ChangeFeed changes = new ChangeFeed();

    /** Whether an entry may have an expiry. Never becomes false again: writers then look for the index entry that they replace. */
    private volatile boolean expiring;

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
}
