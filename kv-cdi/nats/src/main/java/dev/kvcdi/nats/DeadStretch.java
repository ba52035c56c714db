package dev.kvcdi.nats;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.StoredEntry;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a stream that has only delete markers and expired entries: listings begin behind it, instead of reading thousands of
 * markers each time. What is dead stays so, since a message never changes.
 */
final class DeadStretch {

    /** Fewer messages than these are read as fast as it is found out that they need not be. */
    private static final int WORTHWHILE = 500;

    private final NatsBucket bucket;
    private final AtomicReference<@Nullable NatsRecord> end = new AtomicReference<>();

    DeadStretch(NatsBucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Returns the last sequence of the stretch, 0 if none is known. Its last message is looked at: as long as it is there, the stream is the
     * one that was read, and was not restored from a backup in between.
     */
    long end(Deadline deadline) {
        NatsRecord known = end.get();
        if (known == null) {
            return 0;
        }
        NatsRecord now = bucket.at(known.sequence(), deadline);
        if (now != null && now.timeNanos() == known.timeNanos() && now.subject().equals(known.subject())) {
            return known.sequence();
        }
        end.compareAndSet(known, null);
        return 0;
    }

    /** Begins to look for a longer stretch, in a reading of all messages from behind the known one. */
    Reading reading() {
        return new Reading();
    }

    /** Sees the messages of a reading, in order and without a gap. */
    final class Reading {

        private final long latest = bucket.now() - BucketTraits.SLACK.toMillis();
        private @Nullable NatsRecord last;
        private int dead;
        private boolean ended;

        void see(NatsRecord record) {
            ended = ended || !isDead(record);
            if (!ended) {
                dead++;
                last = record;
            }
        }

        private boolean isDead(NatsRecord record) {
            return switch (record.kind()) {
                case VALUE -> StoredEntry.expired(record.expiryMillis(), latest);
                case REMOVED, GONE -> true;
                case NEWER -> false;
            };
        }

        void done() {
            NatsRecord found = last;
            if (found != null && dead >= WORTHWHILE) {
                end.set(found.withoutData());
            }
        }
    }
}
