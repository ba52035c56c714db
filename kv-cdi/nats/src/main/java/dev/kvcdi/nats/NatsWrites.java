package dev.kvcdi.nats;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import io.nats.client.NUID;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes of single keys. Each has an id in its message, by which it is found again where its answer was lost: found, it is a success;
 * otherwise the outcome is unknown, and never a lost condition.
 */
final class NatsWrites {

    /** How much longer than the timeout a call may take to find out what became of a write. */
    static final Duration GRACE = Duration.ofMillis(700);

    /** How long a write that is not found may still be on its way to a server that answers. */
    private static final Duration ARRIVAL = Duration.ofSeconds(1);

    private static final long PAUSE_MILLIS = 25;

    private final NatsBucket bucket;
    private final RecentReads recent = new RecentReads();

    NatsWrites(NatsBucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Writes a key whatever it holds.
     *
     * @return the new version
     */
    Version put(Mutation mutation) {
        return put(mutation, bucket.deadline());
    }

    Version put(Mutation mutation, Deadline deadline) {
        Answer answer = publish(mutation, null, deadline);
        return switch (answer.kind()) {
            case STORED -> stored(mutation, answer);
            // Only a mistake of ours can make a server refuse a sequence that was not named.
            case OTHER_SEQUENCE -> throw bucket.errors().contended();
            case NONE ->
                find(mutation, deadline, answer.cause())
                        .orElseThrow(() -> bucket.errors().unknown(answer.cause()))
                        .version();
        };
    }

    /**
     * Writes or deletes a key if a condition holds.
     *
     * @return the new version, empty when the condition does not hold
     */
    Optional<Version> putIf(Mutation mutation, Condition condition, Deadline deadline) {
        return new ConditionalWrite(bucket, this, mutation, condition, deadline).apply(likely(mutation, condition));
    }

    /** Takes note of what a key was found to hold. */
    void saw(NatsRecord record) {
        recent.saw(record.withoutData());
    }

    /** Returns the sequence with which a condition holds as far as is known without asking, null when nothing is. */
    private @Nullable Long likely(Mutation mutation, Condition condition) {
        if (condition.kind() == Condition.Kind.ABSENT) {
            // What is to be absent was never there as a rule.
            return 0L;
        }
        NatsRecord seen = recent.of(bucket.subjects().of(mutation.key()));
        return seen != null && seen.present(bucket.now()) && condition.holds(seen.version()) ? seen.sequence() : null;
    }

    /** Takes note of a write that was stored, and returns its version. */
    Version stored(Mutation mutation, Answer answer) {
        NatsRecord record = mutation.record(bucket.subjects().of(mutation.key()), answer.sequence());
        recent.saw(record);
        return record.version();
    }

    /**
     * Looks for a write whose answer did not come.
     *
     * @return what it wrote, empty when it is not there, which does not say that it was not applied
     */
    private Optional<NatsRecord> find(Mutation mutation, Deadline deadline, @Nullable Throwable why) {
        String subject = bucket.subjects().of(mutation.key());
        Deadline last = deadline.plus(GRACE);
        @Nullable Deadline arrival = null;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                NatsRecord current = bucket.tryNewest(subject, last);
                if (current != null && current.wroteIt(mutation.writeId())) {
                    return Optional.of(current);
                }
                arrival = arrival == null ? Deadline.in(ARRIVAL) : arrival;
            } catch (NoAnswerException | EngineException e) {
                if (why != null) {
                    why.addSuppressed(e);
                }
            }
            if (last.passed() || (arrival != null && arrival.passed()) || !pause()) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Sends a mutation and waits for the answer. */
    Answer publish(Mutation mutation, @Nullable Long expected, Deadline deadline) {
        return answer(send(mutation, expected, deadline));
    }

    /**
     * Sends a mutation.
     *
     * @param expected the sequence that the key's newest message has to have, 0 for none; null for any
     * @throws EngineException if it was not sent
     */
    NatsLink.Pending send(Mutation mutation, @Nullable Long expected, Deadline deadline) {
        return bucket.publish(
                bucket.subjects().of(mutation.key()), mutation.headers(bucket, expected), mutation.data(), deadline);
    }

    /**
     * Waits for the answer to a mutation.
     *
     * @throws EngineException if it was not applied
     */
    Answer answer(NatsLink.Pending pending) {
        try {
            Ack ack = Ack.of(pending.await());
            if (ack.hasError()) {
                if (NatsErrors.isOtherSequence(ack)) {
                    return new Answer(Answer.Kind.OTHER_SEQUENCE, 0, null);
                }
                throw bucket.failure(ack);
            }
            return new Answer(Answer.Kind.STORED, ack.sequence(), null);
        } catch (NoAnswerException e) {
            return new Answer(Answer.Kind.NONE, 0, e);
        }
    }

    /** Waits a little; false when the thread is interrupted, with its flag set. */
    static boolean pause() {
        return sleep(PAUSE_MILLIS);
    }

    /** Lets another writer of the key finish; the times differ, so that two do not keep meeting. */
    static boolean backOff() {
        return sleep(ThreadLocalRandom.current().nextLong(3));
    }

    private static boolean sleep(long millis) {
        // Ends early when the thread is interrupted, and keeps the flag.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        return !Thread.currentThread().isInterrupted();
    }

    static String newId() {
        return NUID.nextGlobal();
    }
}
