package dev.kvcdi.nats;

import dev.kvcdi.Condition;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PartialBatchException;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes of several keys, pipelined: many requests are under way at once. */
final class NatsBatches implements BatchFacet {

    private final NatsBucket bucket;
    private final NatsWrites writes;

    NatsBatches(NatsBucket bucket, NatsWrites writes) {
        this.bucket = bucket;
        this.writes = writes;
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<Key> keys) {
        List<@Nullable NatsRecord> records = bucket.newest(keys, bucket.deadline());
        long now = bucket.now();
        List<Optional<StoredEntry>> entries = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            NatsRecord record = records.get(i);
            entries.add(
                    record != null && record.present(now)
                            ? Optional.of(record.entry(keys.get(i).text(), true))
                            : Optional.empty());
        }
        return entries;
    }

    @Override
    public void putAll(List<PutRequest> requests) {
        Deadline deadline = bucket.deadline();
        Run run = new Run(requests.stream().map(PutRequest::key).toList(), deadline);
        for (PutRequest request : requests) {
            run.add(Mutation.put(request), null);
        }
        run.end();
    }

    @Override
    public void deleteAll(List<Key> keys) {
        Deadline deadline = bucket.deadline();
        List<@Nullable NatsRecord> records = bucket.newest(keys, deadline);
        long now = bucket.now();
        // All of them before the first is deleted, since what a newer version wrote is refused.
        List<Boolean> present = new ArrayList<>(keys.size());
        records.forEach(record -> present.add(record != null && record.present(now)));
        Run run = new Run(keys, deadline);
        for (int i = 0; i < keys.size(); i++) {
            NatsRecord record = records.get(i);
            if (record != null && present.get(i)) {
                run.add(Mutation.delete(DeleteRequest.of(keys.get(i), Condition.none())), record.sequence());
            } else {
                run.applied(keys.get(i));
            }
        }
        run.end();
    }

    /** A mutation under way. */
    private record Sent(Mutation mutation, @Nullable Long expected, NatsLink.Pending pending) {}

    /** The mutations of one batch. */
    private final class Run {

        private final Map<Key, Fate> fates = new LinkedHashMap<>();
        private final Deadline deadline;
        private final Deque<Sent> sent = new ArrayDeque<>();
        private final List<Sent> doubtful = new ArrayList<>();
        private final List<Mutation> refused = new ArrayList<>();
        private @Nullable EngineException failure;

        Run(List<Key> keys, Deadline deadline) {
            keys.forEach(key -> fates.put(key, Fate.NOT_APPLIED));
            this.deadline = deadline;
        }

        void applied(Key key) {
            fates.put(key, Fate.APPLIED);
        }

        void add(Mutation mutation, @Nullable Long expected) {
            if (failure != null) {
                return;
            }
            if (sent.size() == NatsBucket.WINDOW) {
                take(sent.remove());
            }
            if (failure != null) {
                return;
            }
            if (deadline.passed()) {
                failure = bucket.errors().timeout("The batch was not written in time", null);
                return;
            }
            try {
                sent.add(new Sent(mutation, expected, writes.send(mutation, expected, deadline)));
            } catch (EngineException e) {
                failure = e;
            }
        }

        private void take(Sent next) {
            try {
                switch (writes.answer(next.pending()).kind()) {
                    case STORED -> applied(next.mutation().key());
                    case OTHER_SEQUENCE -> refused.add(next.mutation());
                    case NONE -> doubtful.add(next);
                }
            } catch (EngineException e) {
                failure = failure == null ? e : failure;
            }
        }

        void end() {
            while (!sent.isEmpty()) {
                take(sent.remove());
            }
            resolve();
            for (Mutation each : refused) {
                again(each);
            }
            EngineException first = failure;
            if (first != null) {
                throw new PartialBatchException(first.kind(), String.valueOf(first.getMessage()), fates, first);
            }
        }

        /** Another client wrote the key in between: now it alone is deleted. */
        private void again(Mutation mutation) {
            try {
                writes.putIf(mutation, Condition.present(), deadline);
                applied(mutation.key());
            } catch (EngineException e) {
                fates.put(mutation.key(), e.kind() == Kind.OUTCOME_UNKNOWN ? Fate.UNKNOWN : Fate.NOT_APPLIED);
                failure = failure == null ? e : failure;
            }
        }

        /** Looks for what had no answer, until all is found or the time is over. */
        private void resolve() {
            List<Sent> open = doubtful;
            Deadline last = deadline.plus(NatsWrites.GRACE);
            @Nullable Throwable cause = null;
            while (!open.isEmpty() && !last.passed() && !Thread.currentThread().isInterrupted()) {
                try {
                    open = notFound(open, last);
                } catch (EngineException e) {
                    cause = e;
                }
                if (!open.isEmpty() && !NatsWrites.pause()) {
                    break;
                }
            }
            if (!open.isEmpty()) {
                open.forEach(each -> fates.put(each.mutation().key(), Fate.UNKNOWN));
                EngineException unknown = bucket.errors().unknown(cause);
                failure = failure == null ? unknown : failure;
            }
        }

        private List<Sent> notFound(List<Sent> open, Deadline last) {
            List<@Nullable NatsRecord> records = bucket.newest(
                    open.stream().map(each -> each.mutation().key()).toList(), last);
            List<Sent> rest = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                NatsRecord record = records.get(i);
                if (record != null && record.wroteIt(open.get(i).mutation().writeId())) {
                    applied(open.get(i).mutation().key());
                } else {
                    rest.add(open.get(i));
                }
            }
            return rest;
        }
    }
}
