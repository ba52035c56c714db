package dev.kvcdi.nats;

import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A consumer to which the server pushes a bucket's messages from a sequence on, in order. It notices when one is missing, or when the
 * server is silent, and is then of no more use.
 */
final class PushConsumer {

    /** How often the server says that it is there. */
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private static final Duration PATIENCE = HEARTBEAT.multipliedBy(4);
    private static final Duration INACTIVE = Duration.ofSeconds(30);
    private static final String LAST_CONSUMER_SEQUENCE = "Nats-Last-Consumer";
    private static final String STALLED = "Nats-Consumer-Stalled";
    private static final int STATUS_CONTROL = 100;
    private static final byte[] NOTHING = new byte[0];

    private final NatsBucket bucket;
    private final Events events;
    private final String name = "kvcdi" + NUID.nextGlobal();
    private final Dispatcher dispatcher;
    private final String inbox;
    private long received;
    private boolean ended;
    private @Nullable String unansweredFor;
    private long unansweredNanos;
    private boolean asked;
    private long stoppedNanos;
    private volatile long heardNanos = System.nanoTime();

    /** Receives what the consumer brings, on one thread. */
    interface Events {

        /** A message arrived, in order. */
        void message(PushConsumer from, NatsRecord record);

        /** The consumer is of no more use. */
        void broken(PushConsumer which);
    }

    PushConsumer(NatsBucket bucket, Events events) {
        this.bucket = bucket;
        this.events = events;
        this.dispatcher = bucket.link().connection().createDispatcher(this::receive);
        // The server's flow control bounds what waits here.
        this.dispatcher.setPendingLimits(-1, -1);
        this.inbox = bucket.link().connection().createInbox();
    }

    /**
     * Creates the consumer at the server.
     *
     * @param from the first sequence
     * @param filter the subjects
     */
    void begin(long from, String filter, Duration timeout) throws IOException, JetStreamApiException {
        dispatcher.subscribe(inbox);
        asked = true;
        bucket.createConsumer(
                ConsumerConfiguration.builder()
                        .name(name)
                        .deliverSubject(inbox)
                        .deliverPolicy(DeliverPolicy.ByStartSequence)
                        .startSequence(from)
                        .filterSubject(filter)
                        .ackPolicy(AckPolicy.None)
                        .maxDeliver(1)
                        .flowControl(HEARTBEAT)
                        .memStorage(true)
                        .numReplicas(1)
                        .inactiveThreshold(INACTIVE)
                        .build(),
                timeout);
        heardNanos = System.nanoTime();
    }

    /** Tells whether the server was heard of lately. */
    boolean isAlive() {
        return System.nanoTime() - heardNanos < PATIENCE.toNanos();
    }

    private void receive(Message message) {
        if (ended) {
            return;
        }
        heardNanos = System.nanoTime();
        if (message.isStatusMessage()) {
            control(message);
            return;
        }
        if (message.metaData().consumerSequence() != received + 1) {
            end();
            return;
        }
        received++;
        events.message(this, NatsRecord.of(message));
    }

    private void control(Message message) {
        if (message.getStatus().getCode() != STATUS_CONTROL) {
            // Such as that the consumer was deleted.
            end();
            return;
        }
        Headers headers = message.getHeaders();
        String last = headers == null ? null : headers.getFirst(LAST_CONSUMER_SEQUENCE);
        if (last != null && !last.equals(Long.toString(received))) {
            end();
            return;
        }
        String stalled = headers == null ? null : headers.getFirst(STALLED);
        if (staysStalled(stalled)) {
            end();
            return;
        }
        String answerTo = stalled == null ? message.getReplyTo() : stalled;
        if (answerTo != null) {
            bucket.link().publish(answerTo, null, NOTHING);
        }
    }

    /** Tells whether the server goes on to wait for an answer that was given: it does not get it, such as for lack of permission. */
    private boolean staysStalled(@Nullable String stalled) {
        if (stalled == null || !stalled.equals(unansweredFor)) {
            unansweredFor = stalled;
            unansweredNanos = System.nanoTime();
            return false;
        }
        return System.nanoTime() - unansweredNanos > PATIENCE.toNanos();
    }

    private void end() {
        ended = true;
        events.broken(this);
    }

    /** Ends it here, at once and without asking anybody: the server removes its own part when nobody has listened for a while. */
    void stop() {
        try {
            bucket.link().connection().closeDispatcher(dispatcher);
        } catch (IllegalArgumentException | IllegalStateException e) {
            bucket.context().logger().log(Level.DEBUG, "The connection of a watch is gone", e);
        }
        stoppedNanos = System.nanoTime();
    }

    /**
     * Removes what was stopped at the server too.
     *
     * @return false when the server could not be told, and has not removed it itself yet
     */
    boolean delete(Duration timeout) {
        if (!asked || System.nanoTime() - stoppedNanos > INACTIVE.toNanos()) {
            return true;
        }
        try {
            bucket.link().management(timeout).deleteConsumer(bucket.stream(), name);
            return true;
        } catch (JetStreamApiException e) {
            return e.getApiErrorCode() == NatsErrors.CONSUMER_NOT_FOUND
                    || e.getApiErrorCode() == NatsErrors.STREAM_NOT_FOUND;
        } catch (IOException | RuntimeException e) {
            bucket.context().logger().log(Level.DEBUG, "The consumer of a watch could not be deleted", e);
            return false;
        }
    }
}
