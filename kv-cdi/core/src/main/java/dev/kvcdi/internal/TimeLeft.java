package dev.kvcdi.internal;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the operation timeout to the call that the current thread is making. Drivers ask how long an operation may take when
 * they begin it; where the call has spent time already, on waiting for a connection or on an earlier operation, they are told the rest, so
 * that the whole call keeps the timeout.
 */
public final class TimeLeft {

    /** The least that a driver is told, since some take no zero. */
    private static final Duration LEAST = Duration.ofMillis(1);

    private static final ThreadLocal<@Nullable Long> DEADLINE = new ThreadLocal<>();

    private TimeLeft() {}

    /**
     * Returns how long an operation that begins now may take.
     *
     * @param timeout how long one may take that is a call of its own
     * @return the timeout, or what is left of it; at least a millisecond
     */
    public static Duration of(Duration timeout) {
        Long deadline = DEADLINE.get();
        if (deadline == null) {
            return timeout;
        }
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (left.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return left.compareTo(timeout) < 0 ? left : timeout;
    }

    /**
     * Makes a part of a call that began now.
     *
     * @param <T> the result's type
     * @param timeout how long the part may take
     * @param part the part
     * @return its result
     */
    public static <T> T within(Duration timeout, Supplier<T> part) {
        return until(System.nanoTime() + timeout.toNanos(), part);
    }

    /**
     * Makes a part of a call.
     *
     * @param <T> the result's type
     * @param deadlineNanos when the part has to be over, in {@link System#nanoTime} terms; an earlier one that holds already is kept
     * @param part the part
     * @return its result
     */
    public static <T> T until(long deadlineNanos, Supplier<T> part) {
        Long before = DEADLINE.get();
        if (before != null && before - deadlineNanos <= 0) {
            return part.get();
        }
        DEADLINE.set(deadlineNanos);
        try {
            return part.get();
        } finally {
            if (before == null) {
                DEADLINE.remove();
            } else {
                DEADLINE.set(before);
            }
        }
    }
}
