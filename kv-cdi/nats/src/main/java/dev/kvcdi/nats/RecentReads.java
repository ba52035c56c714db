package dev.kvcdi.nats;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What keys held a moment ago, without the values: a write with a condition that follows a read of its key, or a write, need not read it
 * once more. Anything may have happened since, so the server is told the sequence that was seen, and refuses the write where there is
 * another by now.
 *
 * <p>A bucket that is deleted and made anew issues its sequences again, which is why nothing is believed for long.
 */
final class RecentReads {

    /** Longer than a read-modify-write takes, and shorter than a bucket can be deleted, made anew and filled. */
    private static final Duration LIFETIME = Duration.ofMillis(100);

    /** Enough that 32 callers seldom push each other's out. A power of two. */
    private static final int SLOTS = 1_024;

    private final AtomicReferenceArray<@Nullable Seen> slots = new AtomicReferenceArray<>(SLOTS);

    private record Seen(NatsRecord record, long nanos) {}

    /** Takes note of what a key holds, told without the value. */
    void saw(NatsRecord record) {
        slots.set(slot(record.subject()), new Seen(record, System.nanoTime()));
    }

    /** Returns what a key held a moment ago, null when that is not known. */
    @Nullable NatsRecord of(String subject) {
        Seen seen = slots.get(slot(subject));
        return seen != null
                        && seen.record.subject().equals(subject)
                        && System.nanoTime() - seen.nanos < LIFETIME.toNanos()
                ? seen.record
                : null;
    }

    private static int slot(String subject) {
        int hash = subject.hashCode() * 0x85EBCA6B;
        return (hash >>> 16 ^ hash) & SLOTS - 1;
    }
}
