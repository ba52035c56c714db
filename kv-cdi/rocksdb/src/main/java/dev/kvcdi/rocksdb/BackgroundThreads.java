package dev.kvcdi.rocksdb;

import java.util.HashSet;
import java.util.Set;
import org.rocksdb.Env;
import org.rocksdb.Priority;
import org.rocksdb.RocksDB;

/**
 * RocksDB's own threads as they are used by one database. They belong to the native library, and outlive databases: with a library of its
 * own, each deployment would leave some behind. So they end with the last database of this class loader. RocksDB starts them again when it
 * opens one.
 */
final class BackgroundThreads implements AutoCloseable {

    /** Guarded by itself. Whoever is in it keeps the threads. */
    private static final Set<BackgroundThreads> USERS = new HashSet<>();

    private BackgroundThreads() {}

    /** Has the threads kept for a database that is about to be opened. */
    static BackgroundThreads keep() {
        BackgroundThreads user = new BackgroundThreads();
        synchronized (USERS) {
            if (USERS.isEmpty() && areShared()) {
                // For good: nobody tells when the others end.
                USERS.add(new BackgroundThreads());
            }
            USERS.add(user);
        }
        return user;
    }

    /** Tells whether the threads may work for databases that are not the driver's: a flush that finds none waits for good. */
    private static boolean areShared() {
        boolean libraryOfTheServer = RocksDB.class.getClassLoader() != BackgroundThreads.class.getClassLoader();
        return libraryOfTheServer || Env.getDefault().getBackgroundThreads(Priority.LOW) > 0;
    }

    /** Lets go of the threads, after the database was closed, or was not opened. */
    @Override
    public void close() {
        synchronized (USERS) {
            if (USERS.remove(this) && USERS.isEmpty()) {
                Env.getDefault().setBackgroundThreads(0, Priority.LOW).setBackgroundThreads(0, Priority.HIGH);
            }
        }
    }
}
