package dev.kvcdi.internal.copy;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Lets no more than so many entries pass a second, in parts. Not safe for use by several threads. */
final class Pace {

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final LongConsumer park;
    private long due;

    /**
     * A pace.
     *
     * @param perSecond the most entries a second, empty for no limit
     * @param nanoTime a clock that only goes forward, in nanoseconds
     * @param park waits for so many nanoseconds, or shorter
     */
    Pace(OptionalInt perSecond, LongSupplier nanoTime, LongConsumer park) {
        this.perSecond = perSecond.orElse(0);
        this.nanoTime = nanoTime;
        this.park = park;
        this.due = nanoTime.getAsLong();
    }

    static Pace of(OptionalInt perSecond) {
        return new Pace(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    /** The largest part: what may pass in a second, so that the stores are not hit by more at once. */
    int part(int wanted) {
        return perSecond == 0 ? wanted : Math.min(wanted, perSecond);
    }

    /** Waits until the entries that passed before have had their time, or the thread is interrupted. */
    void pass(int entries) {
        if (perSecond == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        while (now - due < 0 && !Thread.currentThread().isInterrupted()) {
            park.accept(due - now);
            now = nanoTime.getAsLong();
        }
        due = Math.max(due - now, 0) + now + TimeUnit.SECONDS.toNanos(entries) / perSecond;
    }
}
