package dev.kvcdi.nats;

import dev.kvcdi.nats.PullConsumer.BrokenListingException;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Listings, part by part: first in the order of the stream's sequences up to the last one that there was at the beginning, then, of the
 * keys that were written since, in the order of the keys' digests.
 *
 * <p>A key that is rewritten gets a sequence behind the end and keeps one: it is in the second half from then on, so no key is missed,
 * and the listing ends even when writers are faster than it is. That nothing is left is asked of the stream itself, and a missing message
 * is read again: a listing is complete or fails.
 */
final class NatsListing {

    /** A part ends when its values are as large as this. */
    static final long PART_BYTES = 8L << 20;

    /** The most values that are read together behind the end. */
    private static final int TAIL_VALUES = 100;

    /** How many of those are under way at once: they may be as large as a part each. */
    private static final int TAIL_WINDOW = 8;

    private final NatsBucket bucket;
    private final DeadStretch dead;

    NatsListing(NatsBucket bucket) {
        this.bucket = bucket;
        this.dead = new DeadStretch(bucket);
    }

    ScanResult scan(ScanRequest request) {
        return new Part(request).read();
    }

    /** Reads messages' headers for what is to be purged. */
    void forEach(long from, int most, Consumer<NatsRecord> receiver, Duration time) throws BrokenListingException {
        Deadline deadline = Deadline.in(time);
        try (PullConsumer consumer =
                new PullConsumer(bucket, from, bucket.subjects().all(), false, deadline)) {
            if (consumer.pending() > 0) {
                consumer.pull(
                        most,
                        message -> {
                            receiver.accept(NatsRecord.of(message));
                            return true;
                        },
                        deadline);
            }
        }
    }

    /** The reading of one part. */
    private final class Part {

        private final ScanRequest request;
        private final int mark;
        private final String filter;
        private final Deadline deadline = bucket.deadline();
        private final Deadline enough = Deadline.in(bucket.context().timeout().dividedBy(2));
        private final long now = bucket.now();
        private final ListingPosition begin;
        private final List<NatsRecord> found = new ArrayList<>();
        private long last;
        private long bytes;

        Part(ScanRequest request) {
            this.request = request;
            this.mark = ListingPosition.mark(bucket, request.prefix());
            this.filter = bucket.subjects().filter(request.prefix());
            byte[] position = request.position();
            this.begin = position == null ? beginning() : ListingPosition.read(position, mark);
            this.last = begin.at();
        }

        private ListingPosition beginning() {
            long end = bucket.lastSequence(deadline);
            return new ListingPosition(end, Math.min(end, dead.end(deadline)), "");
        }

        ScanResult read() {
            if (begin.inTail()) {
                return tail();
            }
            BulkReader reader = new BulkReader(bucket, filter, request.withValues(), deadline);
            // Only who reads everything from the beginning learns what of it is dead.
            boolean learns = request.position() == null
                    && filter.equals(bucket.subjects().all());
            DeadStretch.Reading stretch = dead.reading();
            boolean ended = reader.read(
                    begin.at(),
                    record -> {
                        if (record.sequence() > begin.end()) {
                            last = begin.end();
                            return false;
                        }
                        last = record.sequence();
                        if (learns) {
                            stretch.see(record);
                        }
                        take(record);
                        return !complete();
                    },
                    () -> enough.passed() && last > begin.at());
            stretch.done();
            if (ended || last == begin.end()) {
                last = begin.end();
                return ScanResult.of(sequential(), behindEnd() ? next("") : null);
            }
            return ScanResult.of(sequential(), next(""));
        }

        private boolean complete() {
            return found.size() == request.limit() || bytes >= PART_BYTES;
        }

        private boolean behindEnd() {
            return bucket.hasFrom(begin.end() + 1, filter, deadline);
        }

        private byte[] next(String after) {
            return new ListingPosition(begin.end(), last, after).bytes(mark);
        }

        private void take(NatsRecord record) {
            if (record.present(now) && key(record).isPresent()) {
                found.add(record);
                bytes += record.data().length;
            }
        }

        private Optional<Key> key(NatsRecord record) {
            return bucket.subjects()
                    .key(record.subject())
                    .filter(key -> key.text().startsWith(request.prefix()));
        }

        private List<StoredEntry> sequential() {
            if (!bucket.traits().singleValued() || bucket.traits().replicated()) {
                // Older values are there too, or still are on the replica that was read: the newest one comes at its
                // own place.
                List<Key> keys =
                        found.stream().flatMap(record -> key(record).stream()).toList();
                List<Long> newest = bucket.newestSequences(keys, deadline);
                for (int i = found.size() - 1; i >= 0; i--) {
                    if (newest.get(i) != found.get(i).sequence()) {
                        found.remove(i);
                    }
                }
            }
            List<StoredEntry> entries = new ArrayList<>(found.size());
            for (NatsRecord record : found) {
                key(record).ifPresent(key -> entries.add(record.entry(key.text(), request.withValues())));
            }
            return entries;
        }

        /** Lists keys that were written behind the end, those after the last digest. */
        private ScanResult tail() {
            NavigableMap<String, Key> written = new TreeMap<>();
            new BulkReader(bucket, filter, false, deadline)
                    .catchUp(
                            begin.end(),
                            record -> key(record).ifPresent(key -> remember(written, key, record.present(now))));
            List<StoredEntry> entries = new ArrayList<>();
            String after = current(firstOf(written), entries);
            boolean more = !written.tailMap(after, false).isEmpty();
            return ScanResult.of(entries, more ? next(after) : null);
        }

        private void remember(Map<String, Key> written, Key key, boolean present) {
            String digest = ListingPosition.digest(key);
            if (present && digest.compareTo(begin.after()) > 0) {
                written.put(digest, key);
            } else {
                written.remove(digest);
            }
        }

        private NavigableMap<String, Key> firstOf(NavigableMap<String, Key> written) {
            int most = request.withValues() ? Math.min(request.limit(), TAIL_VALUES) : request.limit();
            NavigableMap<String, Key> first = new TreeMap<>();
            for (Map.Entry<String, Key> each : written.entrySet()) {
                if (first.size() == most) {
                    break;
                }
                first.put(each.getKey(), each.getValue());
            }
            return first;
        }

        /** Reads keys until their values are enough for a part, and returns the last digest of those that were read. */
        private String current(NavigableMap<String, Key> keys, List<StoredEntry> entries) {
            int window = request.withValues() ? TAIL_WINDOW : NatsBucket.WINDOW;
            String[] read = {""};
            Iterator<Map.Entry<String, Key>> next = keys.entrySet().iterator();
            bucket.forNewest(List.copyOf(keys.values()), window, deadline, record -> {
                Map.Entry<String, Key> key = next.next();
                read[0] = key.getKey();
                if (record != null && record.present(now)) {
                    entries.add(record.entry(key.getValue().text(), request.withValues()));
                    bytes += request.withValues() ? record.data().length : 0;
                }
                return bytes < PART_BYTES;
            });
            return read[0];
        }
    }
}
