package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.Key;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The locks that every write of the database holds from its decision to its commit, one for each of 4,096 sets of keys.
 *
 * <p>Several are always taken in the order of their numbers, so that writers never wait for each other in a circle.
 */
final class StripedLocks {

    /** Enough that 32 writers of distinct keys seldom meet. A power of two. */
    private static final int STRIPES = 4_096;

    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

    StripedLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** Locks that are held until they are released, by the thread that took them. */
    @FunctionalInterface
    interface Held {
        void release();
    }

    /**
     * Takes the lock of a key.
     *
     * @throws EngineException if it is not free in time; nothing is held then
     */
    Held lock(int columnFamily, Key key, Deadline deadline) {
        ReentrantLock lock = locks[stripe(columnFamily, key)];
        acquire(lock, deadline);
        return lock::unlock;
    }

    /**
     * Takes the locks of several keys.
     *
     * @throws EngineException if they are not free in time; nothing is held then
     */
    Held lockAll(int columnFamily, List<Key> keys, Deadline deadline) {
        int[] stripes = keys.stream()
                .mapToInt(key -> stripe(columnFamily, key))
                .sorted()
                .distinct()
                .toArray();
        int held = 0;
        try {
            for (; held < stripes.length; held++) {
                acquire(locks[stripes[held]], deadline);
            }
        } catch (EngineException e) {
            release(stripes, held);
            throw e;
        }
        return () -> release(stripes, stripes.length);
    }

    private void release(int[] stripes, int count) {
        for (int i = count - 1; i >= 0; i--) {
            locks[stripes[i]].unlock();
        }
    }

    private static void acquire(ReentrantLock lock, Deadline deadline) {
        if (!LockWait.acquire(lock, deadline)) {
            throw new EngineException(
                    Kind.TIMEOUT,
                    "Other writes of the same keys did not end in time, so this one was not begun; the disk may be stuck or"
                            + " overloaded. Try again; check the disk, or raise kv.timeout.",
                    null);
        }
    }

    private static int stripe(int columnFamily, Key key) {
        int hash = (key.hashCode() ^ columnFamily * 0x9E3779B9) * 0x85EBCA6B;
        return (hash >>> 16 ^ hash) & STRIPES - 1;
    }
}
