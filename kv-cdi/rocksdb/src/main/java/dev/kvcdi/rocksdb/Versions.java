package dev.kvcdi.rocksdb;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Issues the versions of a database for as long as it is open: a session, which is 64 random bits, and a counter that begins at 1.
 *
 * <p>Nothing of it is kept on the disk. So a version is not issued again after a crash, nor after the database was created anew, copied
 * or restored from a backup, which a kept counter cannot promise.
 */
final class Versions {

    private final long session = new SecureRandom().nextLong();
    private final AtomicLong counter = new AtomicLong();

    /** Returns the header of a new entry, with a version that was not issued before. */
    Header next(long expiryMillis) {
        return new Header(session, counter.incrementAndGet(), expiryMillis);
    }
}
