package dev.kvcdi.spi;

import java.time.Duration;

/**
 * When something has to be over, by the JVM's monotonic clock. An operation that takes several steps asks for
 * {@link DriverContext#deadline()} when it begins, and gives each step what is left.
 *
 * @param nanoTime the moment in terms of {@link System#nanoTime}
 */
public record Deadline(long nanoTime) {

    /**
     * Returns a deadline that is some time away.
     *
     * @param time how long from now
     * @return the deadline
     */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /**
     * Returns a later deadline.
     *
     * @param time how much later
     * @return that deadline
     */
    public Deadline plus(Duration time) {
        return new Deadline(nanoTime + time.toNanos());
    }

    /**
     * Returns the earlier of two.
     *
     * @param other another deadline
     * @return this one or that
     */
    public Deadline orEarlier(Deadline other) {
        return nanoTime - other.nanoTime <= 0 ? this : other;
    }

    /**
     * Returns the time left for what takes no zero.
     *
     * @return at least a millisecond, also when the deadline has passed
     */
    public Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, leftNanos()));
    }

    /**
     * Returns the time left in nanoseconds.
     *
     * @return zero or less when there is none
     */
    public long leftNanos() {
        return nanoTime - System.nanoTime();
    }

    /**
     * Tells whether it is over.
     *
     * @return whether no time is left
     */
    public boolean passed() {
        return leftNanos() <= 0;
    }
}
