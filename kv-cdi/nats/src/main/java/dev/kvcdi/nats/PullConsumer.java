package dev.kvcdi.nats;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.Subscription;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A consumer of a bucket's messages from a sequence on, for one part of a listing. It is deleted when it is closed, and by the server
 * where that does not get through.
 */
final class PullConsumer implements AutoCloseable {

    private static final Duration INACTIVE = Duration.ofSeconds(15);

    /** A caller waits for it whose own time may be over. */
    static final Duration LONGEST_DELETE = Duration.ofMillis(300);

    private static final int STATUS_NO_MESSAGES = 404;
    private static final int STATUS_TIMEOUT = 408;

    private final NatsBucket bucket;
    private final String name;
    private final String inbox;
    private final Subscription subscription;
    private final long pending;
    private long received;

    /**
     * Creates a consumer.
     *
     * @param from the first sequence
     * @param filter the subjects
     * @param withValues whether the messages' data are needed
     */
    PullConsumer(NatsBucket bucket, long from, String filter, boolean withValues, Deadline deadline) {
        this.bucket = bucket;
        this.name = "kvcdi" + NUID.nextGlobal();
        ConsumerConfiguration config = ConsumerConfiguration.builder()
                .name(name)
                .deliverPolicy(DeliverPolicy.ByStartSequence)
                .startSequence(from)
                .filterSubject(filter)
                .ackPolicy(AckPolicy.None)
                .headersOnly(!withValues)
                .memStorage(true)
                .numReplicas(1)
                .inactiveThreshold(INACTIVE)
                .build();
        boolean created = false;
        try {
            pending = bucket.createConsumer(config, deadline.left()).getNumPending();
            inbox = bucket.link().connection().createInbox();
            subscription = bucket.link().connection().subscribe(inbox);
            subscription.setPendingLimits(-1, -1);
            created = true;
        } catch (JetStreamApiException e) {
            throw bucket.failure(e);
        } catch (IOException e) {
            throw bucket.errors().of(e, deadline);
        } catch (IllegalStateException e) {
            throw bucket.errors().disconnected(e);
        } finally {
            if (!created) {
                delete();
            }
        }
    }

    /** Returns how many messages there were when the consumer was created. */
    long pending() {
        return pending;
    }

    /** What ended {@link #pull}. */
    enum End {
        /** All that was asked for has come, or the receiver has enough. */
        FULL,
        /** There are no more messages, as far as the server knows. */
        DRAINED
    }

    /**
     * Receives the next messages.
     *
     * @param most the most messages wanted
     * @param receiver takes a message and tells whether it wants more
     * @throws BrokenListingException if a message is missing, or none comes any more
     */
    End pull(int most, Predicate<Message> receiver, Deadline deadline) throws BrokenListingException {
        long maxBytes = Math.max(2 * bucket.link().connection().getMaxPayload(), NatsListing.PART_BYTES);
        bucket.link()
                .publishWithReply(
                        NatsBucket.NEXT_MESSAGES + bucket.stream() + "." + name,
                        inbox,
                        ("{\"batch\":" + most + ",\"no_wait\":true,\"max_bytes\":" + maxBytes + "}")
                                .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < most; i++) {
            Message message = next(deadline);
            if (message.isStatusMessage()) {
                int status = message.getStatus().getCode();
                if (status == STATUS_NO_MESSAGES || status == STATUS_TIMEOUT) {
                    return End.DRAINED;
                }
                if (i > 0) {
                    // Such as the limit of bytes: what came before counts.
                    return End.FULL;
                }
                throw new BrokenListingException("The server ended a listing with status " + status);
            }
            if (message.metaData().consumerSequence() != received + 1) {
                throw new BrokenListingException("Messages of a listing are missing");
            }
            received++;
            if (!receiver.test(message)) {
                return End.FULL;
            }
            if (message.metaData().pendingCount() == 0) {
                // The server sends no status behind the last message.
                return End.DRAINED;
            }
        }
        return End.FULL;
    }

    private Message next(Deadline deadline) throws BrokenListingException {
        try {
            Message message = subscription.nextMessage(deadline.left());
            if (message == null) {
                throw new BrokenListingException("A listing got no answer in time");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.UNAVAILABLE, "The thread was interrupted while it read a listing", e);
        } catch (IllegalStateException e) {
            throw bucket.errors().disconnected(e);
        }
    }

    @Override
    public void close() {
        try {
            subscription.unsubscribe();
        } catch (IllegalStateException e) {
            bucket.context().logger().log(Level.DEBUG, "The connection of a listing is gone", e);
        }
        delete();
    }

    private void delete() {
        try {
            JetStreamManagement management = bucket.link().management(LONGEST_DELETE);
            management.deleteConsumer(bucket.stream(), name);
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            bucket.context().logger().log(Level.DEBUG, "The server will delete the consumer of a listing", e);
        }
    }

    /** A part of a listing is not complete from where the last message was; it can be read again from there. */
    static final class BrokenListingException extends Exception {

        private static final long serialVersionUID = 1L;

        BrokenListingException(String message) {
            super(message);
        }
    }
}
