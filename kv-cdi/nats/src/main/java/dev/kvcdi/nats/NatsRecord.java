package dev.kvcdi.nats;

import dev.kvcdi.Version;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.StoredEntry;
import io.nats.client.Message;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.time.ZonedDateTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A message of a bucket: what one write left there.
 *
 * @param subject the subject, which is the key
 * @param sequence its number in the stream
 * @param timeNanos when the server stored it, in nanoseconds since the epoch
 * @param writeId the write id that this driver gave it, or null when another client wrote it
 * @param expiryMillis when it expires, in milliseconds since the epoch, or {@link StoredEntry#NEVER}
 * @param kind what it says of its key
 * @param data the value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NatsRecord(
        String subject,
        long sequence,
        long timeNanos,
        @Nullable String writeId,
        long expiryMillis,
        Kind kind,
        byte[] data) {

    /** Header of the expiry, in milliseconds since the epoch. */
    static final String EXPIRY = "KV-CDI-Expiry";

    /** Header of a delete marker whose key was absent already, so that it makes no change. */
    static final String NO_CHANGE = "KV-CDI-No-Change";

    /** Header by which key-value clients tell delete markers from values. */
    static final String OPERATION = "KV-Operation";

    /** The operation that a delete marker names. */
    static final String DELETE = "DEL";

    /** Header of the markers that servers put where they removed something. */
    private static final String MARKER_REASON = "Nats-Marker-Reason";

    /** The reason of a marker where a message's time had come. */
    private static final String MAX_AGE = "MaxAge";

    private static final byte[] NO_DATA = new byte[0];
    private static final int RADIX = 36;

    /** What a message says of its key. */
    enum Kind {
        /** The key has this value. */
        VALUE,
        /** The key was deleted. */
        REMOVED,
        /** The key is absent, and was absent before or has expired. */
        GONE,
        /** A newer version of the driver said something that this one does not understand. */
        NEWER
    }

    /** Reads a message that the stream's leader was asked for. */
    static NatsRecord of(MessageInfo message) {
        byte[] data = message.getData();
        return of(
                message.getSubject(),
                message.getSeq(),
                message.getTime(),
                message.getHeaders(),
                data == null ? NO_DATA : data);
    }

    /** Reads a message that a consumer delivered. */
    static NatsRecord of(Message message) {
        NatsJetStreamMetaData meta = message.metaData();
        return of(
                message.getSubject(), meta.streamSequence(), meta.timestamp(), message.getHeaders(), message.getData());
    }

    private static NatsRecord of(
            @Nullable String subject,
            long sequence,
            @Nullable ZonedDateTime time,
            @Nullable Headers headers,
            byte[] data) {
        WriteHeader write = WriteHeader.of(headers);
        return new NatsRecord(
                subject == null ? "" : subject,
                sequence,
                time == null ? 0 : TimeUnit.SECONDS.toNanos(time.toEpochSecond()) + time.getNano(),
                write.id(),
                headers == null ? StoredEntry.NEVER : expiry(headers.getFirst(EXPIRY)),
                headers == null ? Kind.VALUE : kind(headers, write),
                data);
    }

    private static Kind kind(Headers headers, WriteHeader write) {
        if (write.isNewer()) {
            return Kind.NEWER;
        }
        String reason = headers.getFirst(MARKER_REASON);
        if (headers.getFirst(NO_CHANGE) != null || MAX_AGE.equals(reason)) {
            return Kind.GONE;
        }
        // Whatever the operation is called: a value has none.
        return headers.getFirst(OPERATION) != null || reason != null ? Kind.REMOVED : Kind.VALUE;
    }

    private static long expiry(@Nullable String text) {
        if (text == null) {
            return StoredEntry.NEVER;
        }
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            // Of another client, which does not mean what we mean.
            return StoredEntry.NEVER;
        }
    }

    /**
     * Tells whether the key has a value at this time.
     *
     * @throws EngineException if a newer version of the driver wrote the message, in a format that this one does not know
     */
    boolean present(long nowMillis) {
        if (kind == Kind.NEWER) {
            throw new EngineException(
                    EngineException.Kind.UNSUPPORTED,
                    "A newer version of kv-cdi-nats wrote an entry, in a format that this one does not know (it knows "
                            + WriteHeader.CURRENT_FORMAT
                            + "): deploy that version or a newer one. The entry was not changed.",
                    null);
        }
        return kind == Kind.VALUE && !StoredEntry.expired(expiryMillis, nowMillis);
    }

    boolean wroteIt(String id) {
        return id.equals(writeId);
    }

    /** Returns the version: the write id, or what stands for it where another client wrote, and the sequence. */
    Version version() {
        String write = writeId == null ? "0" + Long.toString(timeNanos, RADIX) : writeId;
        return Version.of(write + "." + Long.toString(sequence, RADIX));
    }

    /** Returns this without the value, to be kept. */
    NatsRecord withoutData() {
        return new NatsRecord(subject, sequence, timeNanos, writeId, expiryMillis, kind, NO_DATA);
    }

    /** Returns the entry, under its key's text. */
    StoredEntry entry(String key, boolean withValue) {
        return withValue
                ? StoredEntry.of(key, data, expiryMillis, this::version)
                : StoredEntry.withoutValue(key, expiryMillis, this::version);
    }

    /** Leaves subject and data out, since they may be confidential. */
    @Override
    public String toString() {
        return "NatsRecord[" + sequence + ", " + kind + "]";
    }
}
