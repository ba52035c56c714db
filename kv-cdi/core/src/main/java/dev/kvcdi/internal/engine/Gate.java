package dev.kvcdi.internal.engine;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Counts the calls that are inside, and lets nobody in once it is closed. What it guards may be freed as soon as it is closed and
 * {@linkplain #isEmpty() empty}: a call that got in is counted until it leaves.
 *
 * <p>The count is kept in stripes, one for a few threads, so that calls of different threads do not contend. A thread leaves through
 * the stripe that it came in by, therefore no stripe ever shows less than what is inside. {@code LongAdder} would not do: its
 * increments are only released, and may be ordered after the look at {@link #closed}.
 */
final class Gate {

    private static final int STRIPES =
            Math.min(64, Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors()) * 8 - 1));

    /** Longs between two stripes: two cache lines, since processors fetch lines in pairs. */
    private static final int DISTANCE = 16;

    private static final long LONGEST_LOOK_NANOS = 10_000_000;

    private final AtomicLongArray inside = new AtomicLongArray((STRIPES + 1) * DISTANCE);

    private volatile boolean closed;

    /**
     * Enters, unless the gate is closed.
     *
     * @return whether the caller is inside; if so, the same thread has to {@link #exit()}
     */
    boolean enter() {
        int stripe = stripe();
        inside.getAndIncrement(stripe);
        if (closed) {
            inside.getAndDecrement(stripe);
            return false;
        }
        return true;
    }

    /** Leaves, on the thread that entered. */
    void exit() {
        inside.getAndDecrement(stripe());
    }

    /** Lets nobody in any longer. */
    void close() {
        closed = true;
    }

    /**
     * Tells whether nobody is inside a closed gate.
     *
     * @return whether everybody who was let in has left; meaningless while the gate is open
     */
    boolean isEmpty() {
        for (int stripe = 1; stripe <= STRIPES; stripe++) {
            if (inside.get(stripe * DISTANCE) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits until a closed gate is empty, however long it takes and whatever interrupts.
     *
     * @param giveUp asked now and then: true ends the wait
     * @return whether the gate is empty
     */
    boolean awaitEmpty(BooleanSupplier giveUp) {
        boolean interrupted = false;
        try {
            long look = 50_000;
            while (!isEmpty()) {
                if (giveUp.getAsBoolean()) {
                    return false;
                }
                LockSupport.parkNanos(this, look);
                look = Math.min(look * 2, LONGEST_LOOK_NANOS);
                interrupted |= Thread.interrupted();
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int stripe() {
        long id = Thread.currentThread().getId();
        return (((int) (id ^ (id >>> 6)) & (STRIPES - 1)) + 1) * DISTANCE;
    }
}
