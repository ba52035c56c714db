package dev.kvcdi.nats;

import dev.kvcdi.Condition;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.WriteRequest;
import io.nats.client.impl.Headers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All-or-nothing writes, as atomic batches of messages. */
final class NatsAtomics implements AtomicFacet {

    private static final String BATCH_ID = "Nats-Batch-Id";
    private static final String BATCH_SEQUENCE = "Nats-Batch-Sequence";
    private static final String BATCH_COMMIT = "Nats-Batch-Commit";

    private final NatsBucket bucket;
    private final NatsWrites writes;

    NatsAtomics(NatsBucket bucket, NatsWrites writes) {
        this.bucket = bucket;
        this.writes = writes;
    }

    @Override
    public boolean apply(List<WriteRequest> requests) {
        Duration timeout = bucket.context().timeout();
        Deadline deadline = Deadline.in(timeout);
        // The rest is for the answer: of a batch whose time is over while it is under way, the outcome is unknown.
        Deadline enough = Deadline.in(timeout.multipliedBy(3).dividedBy(4));
        List<Key> keys = requests.stream().map(WriteRequest::key).toList();
        while (true) {
            List<@Nullable NatsRecord> records = bucket.newest(keys, deadline);
            long now = bucket.now();
            for (int i = 0; i < requests.size(); i++) {
                NatsRecord current = records.get(i);
                boolean present = current != null && current.present(now);
                if (!requests.get(i)
                        .condition()
                        .holds(present ? Objects.requireNonNull(current).version() : null)) {
                    return false;
                }
            }
            String id = NatsWrites.newId();
            Answer answer;
            try {
                answer = publish(requests, records, now, id, deadline);
            } catch (EngineException e) {
                awaitRoom(e, enough);
                continue;
            }
            switch (answer.kind()) {
                case STORED -> {
                    return true;
                }
                case OTHER_SEQUENCE -> {
                    if (deadline.passed()) {
                        throw bucket.errors().contended();
                    }
                    if (!NatsWrites.backOff()) {
                        throw bucket.errors().interrupted(null);
                    }
                }
                case NONE -> {
                    if (applied(keys, id, deadline)) {
                        return true;
                    }
                    throw bucket.errors().unknown(answer.cause());
                }
            }
        }
    }

    /** Waits a little where a server had no room for a batch, or gave it up before its last message came: nothing of it is stored. */
    private void awaitRoom(EngineException refusal, Deadline enough) {
        if (refusal.kind() != Kind.THROTTLED || enough.passed()) {
            throw refusal;
        }
        if (!NatsWrites.pause()) {
            throw bucket.errors().interrupted(refusal);
        }
    }

    private Answer publish(
            List<WriteRequest> requests, List<@Nullable NatsRecord> records, long now, String id, Deadline deadline) {
        int last = requests.size() - 1;
        bucket.link().requireSameFeatures();
        // Without its last message, which commits, a batch is nothing: only the answer to that one counts.
        for (int i = 0; i <= last; i++) {
            WriteRequest request = requests.get(i);
            NatsRecord current = records.get(i);
            Mutation mutation = Mutation.of(request, id);
            Headers headers = mutation.headers(bucket, expected(request, current));
            headers.put(BATCH_ID, id).put(BATCH_SEQUENCE, Integer.toString(i + 1));
            if (mutation.deletes() && (current == null || !current.present(now))) {
                headers.put(NatsRecord.NO_CHANGE, "1");
            }
            String subject = bucket.subjects().of(mutation.key());
            if (i < last) {
                bucket.link().publish(subject, headers, mutation.data());
            } else {
                // Of a server that came in between and takes no batches, this one alone would be stored.
                bucket.link().requireSameFeatures();
                headers.put(BATCH_COMMIT, "1");
                return writes.answer(bucket.publish(subject, headers, mutation.data(), deadline));
            }
        }
        throw new IllegalArgumentException("A batch has at least one step");
    }

    /**
     * What was read decides conditions, and whether a delete changes anything: then nobody may have written in between. Other steps write
     * whatever is there.
     */
    private static @Nullable Long expected(WriteRequest request, @Nullable NatsRecord current) {
        boolean depends =
                request instanceof DeleteRequest || request.condition().kind() != Condition.Kind.NONE;
        return depends ? Long.valueOf(current == null ? 0 : current.sequence()) : null;
    }

    /** Looks for the batch by its id: where one step of it is, all are. */
    private boolean applied(List<Key> keys, String id, Deadline deadline) {
        Deadline last = deadline.plus(NatsWrites.GRACE);
        while (!last.passed() && !Thread.currentThread().isInterrupted()) {
            try {
                for (NatsRecord record : bucket.newest(keys, last)) {
                    if (record != null && record.wroteIt(id)) {
                        return true;
                    }
                }
            } catch (EngineException e) {
                bucket.context().logger().log(Level.DEBUG, "Looking for a batch failed", e);
            }
            if (!NatsWrites.pause()) {
                return false;
            }
        }
        return false;
    }
}
