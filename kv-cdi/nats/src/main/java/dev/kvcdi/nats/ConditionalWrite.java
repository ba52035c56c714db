package dev.kvcdi.nats;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A write or a deletion of one key if a condition holds. The condition is decided here, on the key's newest message; the server then
 * takes the write only if that is still the newest, by its sequence.
 */
final class ConditionalWrite {

    private final NatsBucket bucket;
    private final NatsWrites writes;
    private final Mutation mutation;
    private final Condition condition;
    private final Deadline deadline;
    private final String subject;

    ConditionalWrite(NatsBucket bucket, NatsWrites writes, Mutation mutation, Condition condition, Deadline deadline) {
        this.bucket = bucket;
        this.writes = writes;
        this.mutation = mutation;
        this.condition = condition;
        this.deadline = deadline;
        this.subject = bucket.subjects().of(mutation.key());
    }

    /**
     * Writes.
     *
     * @param likely the sequence with which the condition holds, as far as is known without asking; null when nothing is
     * @return the new version, empty when the condition does not hold
     * @throws EngineException if it was not written, or may have been
     */
    Optional<Version> apply(@Nullable Long likely) {
        @Nullable Long guess = likely;
        while (true) {
            long expected;
            if (guess == null) {
                NatsRecord current = bucket.newest(mutation.key(), deadline);
                if (!holds(current)) {
                    return Optional.empty();
                }
                if (deadline.passed()) {
                    throw bucket.errors().contended();
                }
                expected = sequence(current);
            } else {
                expected = guess;
            }
            Answer answer = writes.publish(mutation, expected, deadline);
            switch (answer.kind()) {
                case STORED -> {
                    return Optional.of(writes.stored(mutation, answer));
                }
                case NONE -> {
                    return findOut(expected, answer.cause());
                }
                case OTHER_SEQUENCE -> {
                    // Nobody need have been faster than a guess.
                    if (guess == null && !NatsWrites.backOff()) {
                        throw bucket.errors().interrupted(null);
                    }
                    guess = null;
                }
            }
        }
    }

    /**
     * Finds out what became of a publication without an answer. Where it is not there, it is repeated with the same sequence, which is
     * harmless: one of them at the most is applied, since the one that is changes the sequence.
     */
    private Optional<Version> findOut(long expected, @Nullable Throwable noAnswer) {
        Deadline last = deadline.plus(NatsWrites.GRACE);
        @Nullable Throwable cause = noAnswer;
        boolean open = !Thread.currentThread().isInterrupted();
        while (open) {
            try {
                NatsRecord current = bucket.tryNewest(subject, last);
                if (current != null && current.wroteIt(mutation.writeId())) {
                    return Optional.of(current.version());
                }
                if (sequence(current) != expected || !holds(current) || last.passed()) {
                    break;
                }
                Answer answer = writes.publish(mutation, expected, last);
                switch (answer.kind()) {
                    case STORED -> {
                        return Optional.of(writes.stored(mutation, answer));
                    }
                    case NONE -> cause = answer.cause();
                    case OTHER_SEQUENCE -> NatsWrites.backOff();
                }
                open = !Thread.currentThread().isInterrupted();
            } catch (NoAnswerException | EngineException e) {
                open = !last.passed() && NatsWrites.pause();
            }
        }
        throw bucket.errors().unknown(cause);
    }

    private boolean holds(@Nullable NatsRecord current) {
        return condition.holds(current != null && current.present(bucket.now()) ? current.version() : null);
    }

    private static long sequence(@Nullable NatsRecord current) {
        return current == null ? 0 : current.sequence();
    }
}
