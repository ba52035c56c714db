package dev.kvcdi.nats;

import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WriteRequest;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be the newest of its key.
 *
 * @param key the key
 * @param data the value, empty for a delete marker
 * @param expiryMillis when the entry expires, or {@link StoredEntry#NEVER}
 * @param deletes whether it is a delete marker
 * @param writeId its id
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Mutation(Key key, byte[] data, long expiryMillis, boolean deletes, String writeId) {

    private static final String EXPECTED_SEQUENCE = "Nats-Expected-Last-Subject-Sequence";
    private static final String TIME_TO_LIVE = "Nats-TTL";
    private static final byte[] NO_DATA = new byte[0];

    static Mutation of(WriteRequest request, String writeId) {
        return request instanceof PutRequest put
                ? new Mutation(put.key(), put.value(), put.expiryMillis(), false, writeId)
                : new Mutation(request.key(), NO_DATA, StoredEntry.NEVER, true, writeId);
    }

    static Mutation put(PutRequest request) {
        return of(request, NatsWrites.newId());
    }

    static Mutation delete(DeleteRequest request) {
        return of(request, NatsWrites.newId());
    }

    /**
     * Returns the message's headers.
     *
     * @param expected the sequence that the key's newest message has to have, 0 for none; null for any
     */
    Headers headers(NatsBucket bucket, @Nullable Long expected) {
        Headers headers = new Headers();
        WriteHeader.put(headers, writeId);
        if (expected != null) {
            headers.put(EXPECTED_SEQUENCE, Long.toString(expected));
        }
        if (deletes) {
            headers.put(NatsRecord.OPERATION, NatsRecord.DELETE);
            bucket.markerTimeToLive().ifPresent(time -> headers.put(TIME_TO_LIVE, time));
        } else if (expiryMillis != StoredEntry.NEVER) {
            headers.put(NatsRecord.EXPIRY, Long.toString(expiryMillis));
            bucket.timeToLive(expiryMillis).ifPresent(time -> headers.put(TIME_TO_LIVE, time));
        }
        return headers;
    }

    /** Returns what the message is once it is stored, without the value. */
    NatsRecord record(String subject, long sequence) {
        NatsRecord.Kind kind = deletes ? NatsRecord.Kind.REMOVED : NatsRecord.Kind.VALUE;
        return new NatsRecord(subject, sequence, 0, writeId, expiryMillis, kind, NO_DATA);
    }

    /** Leaves key and value out, since they may be confidential. */
    @Override
    public String toString() {
        return "Mutation[" + writeId + (deletes ? ", deletes" : "") + "]";
    }
}
