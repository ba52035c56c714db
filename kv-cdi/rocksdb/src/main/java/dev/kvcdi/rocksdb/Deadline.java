package dev.kvcdi.rocksdb;

import java.time.Duration;

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

    boolean passed() {
        return leftNanos() <= 0;
    }
}
