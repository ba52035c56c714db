package dev.kvcdi.rocksdb;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When a call has waited for as long as it may. What RocksDB itself has begun cannot be given up: it ends when the disk lets it.
 *
 * @param nanoTime the moment by the JVM's clock
 */
record Deadline(long nanoTime) {

    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** Returns the time that is left, zero or less when there is none. */
    long leftNanos() {
        return nanoTime - System.nanoTime();
    }

    /**
     * Waits for a lock until then, regardless of interrupts, whose flag it keeps: a local write is short, and ends as well interrupted as
     * not.
     *
     * @return whether the lock is held
     */
    boolean acquire(ReentrantLock lock) {
        if (lock.tryLock()) {
            return true;
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return lock.tryLock(leftNanos(), TimeUnit.NANOSECONDS);
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

    boolean passed() {
        return leftNanos() <= 0;
    }
}
