package dev.kvcdi.nats;

import dev.kvcdi.nats.PullConsumer.BrokenListingException;
import dev.kvcdi.nats.PullConsumer.End;
import dev.kvcdi.spi.Deadline;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a bucket's messages in the order of their sequences, without a gap. */
final class BulkReader {

    private static final int FIRST_PULL = 256;
    private static final int LARGEST_PULL = 4_096;

    private final NatsBucket bucket;
    private final String filter;
    private final boolean withValues;
    private final Deadline deadline;

    BulkReader(NatsBucket bucket, String filter, boolean withValues, Deadline deadline) {
        this.bucket = bucket;
        this.filter = filter;
        this.withValues = withValues;
        this.deadline = deadline;
    }

    /**
     * Reads on until there is nothing more, or the receiver has enough.
     *
     * @param after the sequence to begin behind
     * @param receiver takes a message and tells whether it wants more
     * @param enough asked now and then whether the caller wants no more
     * @return whether there is nothing more
     */
    boolean read(long after, Predicate<NatsRecord> receiver, BooleanSupplier enough) {
        return read(after, receiver, enough, false);
    }

    /**
     * Reads on until there is nothing more, or, where writers are as fast as it is, until it was up to date with a moment after it began.
     *
     * @param after the sequence to begin behind
     * @param receiver takes a message
     */
    void catchUp(long after, Consumer<NatsRecord> receiver) {
        read(
                after,
                record -> {
                    receiver.accept(record);
                    return true;
                },
                () -> false,
                true);
    }

    private boolean read(long after, Predicate<NatsRecord> receiver, BooleanSupplier enough, boolean catchesUp) {
        // That a consumer has nothing more says little before this: it may read a replica that is behind.
        long goal = Long.MAX_VALUE;
        long[] last = {after};
        boolean[] wants = {true};
        @Nullable BrokenListingException broken = null;
        long begin = System.nanoTime();
        while (wants[0] && !enough.getAsBoolean()) {
            if (deadline.passed()) {
                throw bucket.errors().timeout("The listing could not be read in time", broken);
            }
            long before = last[0];
            try {
                if (drain(last, wants, receiver, enough)) {
                    if (last[0] >= goal || !bucket.hasFrom(last[0] + 1, filter, deadline)) {
                        return true;
                    }
                    if (catchesUp && goal == Long.MAX_VALUE) {
                        goal = bucket.newestSequence(filter, deadline);
                    }
                }
            } catch (BrokenListingException e) {
                // What came before the gap counts; it goes on behind that.
                broken = e;
                bucket.link()
                        .refusals()
                        .requireNone(NatsBucket.NEXT_MESSAGES + bucket.stream(), bucket.errors(), begin, e);
            }
            if (last[0] == before && wants[0] && !NatsWrites.pause()) {
                throw bucket.errors().interrupted(broken);
            }
        }
        return false;
    }

    /** Reads on with one consumer, and tells whether there is nothing more as far as that knows. */
    private boolean drain(long[] last, boolean[] wants, Predicate<NatsRecord> receiver, BooleanSupplier enough)
            throws BrokenListingException {
        try (PullConsumer consumer = new PullConsumer(bucket, last[0] + 1, filter, withValues, deadline)) {
            if (consumer.pending() == 0) {
                return true;
            }
            int most = FIRST_PULL;
            while (wants[0] && !deadline.passed() && !enough.getAsBoolean()) {
                End end = consumer.pull(
                        most,
                        message -> {
                            NatsRecord record = NatsRecord.of(message);
                            // A replica that is behind begins with its own next message, which was here already.
                            if (record.sequence() > last[0]) {
                                last[0] = record.sequence();
                                wants[0] = receiver.test(record);
                            }
                            return wants[0];
                        },
                        // A pull that gets nothing for so long is asked for again, while there is time.
                        deadline.orEarlier(
                                Deadline.in(bucket.context().timeout().dividedBy(4))));
                if (end == End.DRAINED) {
                    return true;
                }
                most = Math.min(most * 2, LARGEST_PULL);
            }
            return false;
        }
    }
}
