package dev.kvcdi.dynamodb;

import java.time.Duration;

/**
 * When something has to be over, by the JVM's monotonic clock.
 *
 * @param nanos in terms of {@link System#nanoTime}
 */
record Deadline(long nanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    Deadline plus(Duration time) {
        return new Deadline(nanos + time.toNanos());
    }

    Deadline orEarlier(Deadline other) {
        return nanos - other.nanos <= 0 ? this : other;
    }

    /** Returns the time left, at least a millisecond, so that it can be handed to what takes no zero. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, nanos - System.nanoTime()));
    }

    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }
}
