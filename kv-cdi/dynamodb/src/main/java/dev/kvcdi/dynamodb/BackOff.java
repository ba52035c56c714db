package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.Deadline;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Pauses between tries of a request, each about twice as long as the one before, of random length so that two do not keep meeting. */
final class BackOff {

    private static final long FIRST_MILLIS = 4;
    private static final long LONGEST_MILLIS = 400;

    private final Deadline deadline;
    private long most = FIRST_MILLIS;

    BackOff(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Begins with short pauses again, since something went on. */
    void restart() {
        most = FIRST_MILLIS;
    }

    /** Waits, and tells whether there is time for another try; false also when the thread is interrupted, with its flag set. */
    boolean pause() {
        long millis = 1 + ThreadLocalRandom.current().nextLong(most);
        most = Math.min(2 * most, LONGEST_MILLIS);
        long nanos =
                Math.min(TimeUnit.MILLISECONDS.toNanos(millis), deadline.left().toNanos());
        LockSupport.parkNanos(nanos);
        return !deadline.passed() && !Thread.currentThread().isInterrupted();
    }
}
