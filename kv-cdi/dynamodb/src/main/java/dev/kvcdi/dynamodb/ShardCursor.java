package dev.kvcdi.dynamodb;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/** How far one shard of a stream was read, and when it is to be looked at again. Not safe for use by several threads. */
final class ShardCursor {

    /** How many times longer than at first the wait becomes while nothing comes. */
    private static final int SLOWEST = 4;

    /** The longest wait for a shard whose reading is throttled. */
    private static final long THROTTLED_NANOS = Duration.ofSeconds(10).toNanos();

    private final String shard;
    private boolean fromItsBeginning;
    private final long shortestNanos;
    private @Nullable String iterator;
    private @Nullable String lastSequence;
    private boolean read;
    private long waitNanos;
    private long dueNanos;

    /**
     * @param shard the shard's id
     * @param fromItsBeginning whether all of its records are wanted, rather than those that come after now
     * @param shortest the wait while records come
     */
    ShardCursor(String shard, boolean fromItsBeginning, Duration shortest) {
        this.shard = shard;
        this.fromItsBeginning = fromItsBeginning;
        this.shortestNanos = shortest.toNanos();
        this.waitNanos = shortestNanos;
        this.dueNanos = System.nanoTime();
    }

    String shard() {
        return shard;
    }

    @Nullable String iterator() {
        return iterator;
    }

    /**
     * Returns from where an iterator is to be had.
     *
     * @return the position; empty when it is not known any longer, since there was an iterator from now on, and nothing came
     */
    Optional<Position> position() {
        if (lastSequence != null) {
            return Optional.of(new Position(ShardIteratorType.AFTER_SEQUENCE_NUMBER, lastSequence));
        }
        return fromItsBeginning ? Optional.of(new Position(ShardIteratorType.TRIM_HORIZON, null)) : Optional.empty();
    }

    /** Takes an iterator that begins at the position. */
    void begin(String first) {
        iterator = first;
    }

    /** Forgets the iterator, which has expired. */
    void expired() {
        iterator = null;
    }

    /**
     * Takes all records that are there for what comes after the position, where that is said to be before the oldest of them though it was
     * read without any coming. DynamoDB Local says so of the first record of a shard.
     *
     * @return whether that is so; the iterator is forgotten then
     */
    boolean restart() {
        if (!read || lastSequence != null || fromItsBeginning) {
            return false;
        }
        fromItsBeginning = true;
        iterator = null;
        return true;
    }

    /**
     * Goes on.
     *
     * @param last the sequence number of the last record that came, or null when none came
     * @param next the next iterator, or null at the end of the shard
     */
    void advance(@Nullable String last, @Nullable String next) {
        iterator = next;
        read = true;
        if (last == null) {
            waitNanos = Math.min(waitNanos + waitNanos / 2, SLOWEST * shortestNanos);
        } else {
            lastSequence = last;
            waitNanos = shortestNanos;
        }
        dueNanos = System.nanoTime() + waitNanos;
    }

    /** Waits longer, since the reading was throttled. */
    void slowDown() {
        waitNanos = Math.min(2 * waitNanos, THROTTLED_NANOS);
        dueNanos = System.nanoTime() + waitNanos;
    }

    long dueNanos() {
        return dueNanos;
    }

    /**
     * Where to begin in a shard.
     *
     * @param type what kind of position
     * @param sequence the sequence number where the type needs one
     */
    record Position(ShardIteratorType type, @Nullable String sequence) {}
}
