package dev.kvcdi.nats;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.StoredEntry;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.ApiResponse;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A bucket that is open: its stream, and reads of it at the stream's leader. */
final class NatsBucket {

    /** How many requests are under way at once; measured on loopback, more do not speed a batch up. */
    static final int WINDOW = 256;

    /** Subject of requests about a stream, without its name. */
    static final String INFO = "$JS.API.STREAM.INFO.";

    /** Subject of requests for the next messages of a consumer, without the stream's name and its own. */
    static final String NEXT_MESSAGES = "$JS.API.CONSUMER.MSG.NEXT.";

    private static final String CREATE_CONSUMER = "$JS.API.CONSUMER.CREATE.";

    private final NatsLink link;
    private final DriverContext context;
    private final NatsErrors errors;
    private final String stream;
    private final Subjects subjects;
    private final BucketTraits traits;
    private final Duration markerRetention;

    NatsBucket(
            NatsLink link,
            DriverContext context,
            NatsErrors errors,
            String name,
            BucketTraits traits,
            Duration markerRetention) {
        this.link = link;
        this.context = context;
        this.errors = errors;
        this.stream = BucketOpening.stream(name);
        this.subjects = new Subjects(name);
        this.traits = traits;
        this.markerRetention = markerRetention;
    }

    NatsLink link() {
        return link;
    }

    DriverContext context() {
        return context;
    }

    NatsErrors errors() {
        return errors;
    }

    String stream() {
        return stream;
    }

    Subjects subjects() {
        return subjects;
    }

    BucketTraits traits() {
        return traits;
    }

    Duration markerRetention() {
        return markerRetention;
    }

    long now() {
        return context.clock().millis();
    }

    Deadline deadline() {
        return context.deadline();
    }

    /** Returns the newest message of a key, or null when there is none. */
    @Nullable NatsRecord newest(Key key, Deadline deadline) {
        try {
            return tryNewest(subjects.of(key), deadline);
        } catch (NoAnswerException e) {
            throw errors.unread(e);
        }
    }

    /** The same, for a subject, where the caller makes something of it that there is no answer. */
    @Nullable NatsRecord tryNewest(String subject, Deadline deadline) throws NoAnswerException {
        return record(ask(newestOf(subject), deadline).await());
    }

    /** Returns the newest messages of keys, in order, null where there is none. */
    List<@Nullable NatsRecord> newest(List<Key> keys, Deadline deadline) {
        List<@Nullable NatsRecord> records = new ArrayList<>(keys.size());
        forNewest(keys, deadline, records::add);
        return records;
    }

    /** Returns the sequences of the newest messages of keys, in order, 0 where there is none, and keeps none of the messages. */
    List<Long> newestSequences(List<Key> keys, Deadline deadline) {
        List<Long> sequences = new ArrayList<>(keys.size());
        forNewest(keys, deadline, record -> sequences.add(record == null ? 0 : record.sequence()));
        return sequences;
    }

    private void forNewest(List<Key> keys, Deadline deadline, Consumer<@Nullable NatsRecord> receiver) {
        forNewest(keys, WINDOW, deadline, record -> {
            receiver.accept(record);
            return true;
        });
    }

    /**
     * Reads the newest messages of keys, in order, until the receiver has enough.
     *
     * @param window how many requests are under way at once, and answers may come that are not wanted any more
     * @param receiver takes a message, null where there is none, and tells whether it wants more
     */
    void forNewest(List<Key> keys, int window, Deadline deadline, Predicate<@Nullable NatsRecord> receiver) {
        Deque<NatsLink.Pending> asked = new ArrayDeque<>();
        try {
            for (Key key : keys) {
                if (asked.size() == window
                        && !receiver.test(record(asked.remove().await()))) {
                    return;
                }
                asked.add(ask(newestOf(subjects.of(key)), deadline));
            }
            while (!asked.isEmpty() && receiver.test(record(asked.remove().await()))) {
                // The receiver does the rest.
            }
        } catch (NoAnswerException e) {
            throw errors.unread(e);
        }
    }

    /** Tells whether the stream has a message that a filter selects at a sequence or behind it. */
    boolean hasFrom(long sequence, String filter, Deadline deadline) {
        try {
            String question = "{\"seq\":" + sequence + ",\"next_by_subj\":\"" + filter + "\"}";
            return record(ask(question, deadline).await()) != null;
        } catch (NoAnswerException e) {
            throw errors.unread(e);
        }
    }

    /** Returns the sequence of the newest message that a filter selects, 0 when there is none. */
    long newestSequence(String filter, Deadline deadline) {
        try {
            NatsRecord newest = tryNewest(filter, deadline);
            return newest == null ? 0 : newest.sequence();
        } catch (NoAnswerException e) {
            throw errors.unread(e);
        }
    }

    /** Returns the message with a sequence, or null when it is gone. */
    @Nullable NatsRecord at(long sequence, Deadline deadline) {
        try {
            return record(ask("{\"seq\":" + sequence + "}", deadline).await());
        } catch (NoAnswerException e) {
            throw errors.unread(e);
        }
    }

    /**
     * Returns the last sequence of the stream.
     *
     * @throws EngineException if it cannot be had, or the stream is another one than was opened
     */
    long lastSequence(Deadline deadline) {
        try {
            StreamInfo info = info(deadline.left());
            if (BucketTraits.incarnation(info) != traits.incarnation()) {
                EngineException other = errors.madeAnew();
                link.bucketGone(other);
                throw other;
            }
            return info.getStreamState().getLastSequence();
        } catch (JetStreamApiException e) {
            throw failure(e);
        } catch (IOException e) {
            throw errors.of(e, deadline);
        }
    }

    /** Asks for what the stream is, and what is in it. */
    StreamInfo info(Duration time) throws IOException, JetStreamApiException {
        return link.refusals()
                .ask(INFO + stream, errors, () -> link.management(time).getStreamInfo(stream));
    }

    /** Creates a consumer of the stream. */
    ConsumerInfo createConsumer(ConsumerConfiguration config, Duration time) throws IOException, JetStreamApiException {
        return link.refusals()
                .ask(
                        CREATE_CONSUMER + stream,
                        errors,
                        () -> link.management(time).createConsumer(stream, config));
    }

    /** Publishes a message, without waiting for the answer. */
    NatsLink.Pending publish(String subject, Headers headers, byte[] data, Deadline deadline) {
        return link.send(subject, headers, data, deadline);
    }

    /** Returns the failure that an answer tells, and has the bucket opened again where it is gone or another one. */
    EngineException failure(ApiResponse<?> answer) {
        return failure(answer.getApiErrorCode(), errors.of(answer));
    }

    /** The same, for the answer to a management request. */
    EngineException failure(JetStreamApiException e) {
        return failure(e.getApiErrorCode(), errors.of(e));
    }

    private EngineException failure(int code, EngineException told) {
        EngineException failure = NatsErrors.isOfOtherBucket(code) ? errors.madeAnew() : told;
        if (failure != told || code == NatsErrors.STREAM_NOT_FOUND) {
            link.bucketGone(failure);
        }
        return failure;
    }

    /** Returns what {@code Nats-TTL} is to say for an entry, empty when the server is not to remove it. */
    Optional<String> timeToLive(long expiryMillis) {
        return traits.serverExpiry() && expiryMillis != StoredEntry.NEVER
                ? Optional.of(BucketTraits.timeToLive(Duration.ofMillis(Math.max(0, expiryMillis - now()))))
                : Optional.empty();
    }

    /** Returns what {@code Nats-TTL} is to say for a delete marker, empty when the server is not to remove it. */
    Optional<String> markerTimeToLive() {
        return traits.serverExpiry() ? Optional.of(BucketTraits.timeToLive(markerRetention)) : Optional.empty();
    }

    /** Of subjects nothing needs to be escaped in JSON. */
    private static String newestOf(String subject) {
        return "{\"last_by_subj\":\"" + subject + "\"}";
    }

    /** Asks the leader: it alone answers this subject, other than that of direct reads. */
    private NatsLink.Pending ask(String question, Deadline deadline) {
        return link.send(
                "$JS.API.STREAM.MSG.GET." + stream, null, question.getBytes(StandardCharsets.US_ASCII), deadline);
    }

    private @Nullable NatsRecord record(Message answer) {
        MessageInfo info = new MessageInfo(answer, stream, false);
        if (info.hasError()) {
            if (info.getApiErrorCode() == NatsErrors.NO_MESSAGE) {
                return null;
            }
            throw failure(info);
        }
        return NatsRecord.of(info);
    }
}
