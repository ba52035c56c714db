package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for locks. What RocksDB itself has begun cannot be given up: it ends when the disk lets it. */
final class LockWait {

    private LockWait() {}

    /**
     * Waits for a lock until a deadline, regardless of interrupts, whose flag it keeps: a local write is short, and ends as well interrupted
     * as not.
     *
     * @return whether the lock is held; one that is free is taken even when no time is left
     */
    static boolean acquire(ReentrantLock lock, Deadline deadline) {
        if (lock.tryLock()) {
            return true;
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return lock.tryLock(deadline.leftNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
