package dev.kvcdi.internal.memory;

import dev.kvcdi.Version;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import dev.kvcdi.spi.WriteRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one store, under one lock: readers share it, a write holds it alone while it checks its condition, takes its version,
 * commits, and tells the watches.
 */
final class MemoryTable {

    /** The most entries that one sweep removes before it lets others in. */
    private static final int SWEEP_BATCH = 1_000;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Lock reading = lock.readLock();
    private final Lock writing = lock.writeLock();

    /** The records by the unsigned order of their keys' UTF-8, expired ones included until the sweep. */
    private final NavigableMap<byte[], MemoryRecord> records = new TreeMap<>(Arrays::compareUnsigned);

    /** Those of the records that expire. */
    private final TreeSet<MemoryRecord> expiring = new TreeSet<>(MemoryRecord.BY_EXPIRY);

    private final MemoryWatches watches = new MemoryWatches();

    /** Random, so that no version of another table's life is ever one of this. */
    private final String incarnation = Long.toUnsignedString(new SecureRandom().nextLong(), Character.MAX_RADIX);

    private final InstantSource clock;
    private long writes;
    private boolean closed;

    MemoryTable(InstantSource clock) {
        this.clock = clock;
    }

    Optional<StoredEntry> get(Key key, boolean withValue) {
        reading.lock();
        try {
            checkOpen();
            MemoryRecord found = present(key, clock.millis());
            return found == null ? Optional.empty() : Optional.of(found.entry(withValue));
        } finally {
            reading.unlock();
        }
    }

    /** Applies all writes if all conditions hold; the version of the last put, if any, and whether a key was there to delete. */
    Applied apply(List<? extends WriteRequest> requests) {
        writing.lock();
        try {
            checkOpen();
            long now = clock.millis();
            boolean wasPresent = false;
            for (WriteRequest request : requests) {
                MemoryRecord current = present(request.key(), now);
                wasPresent = current != null;
                if (!request.condition().holds(current == null ? null : current.get())) {
                    return Applied.NOT;
                }
            }
            Version version = null;
            for (WriteRequest request : requests) {
                if (request instanceof PutRequest put) {
                    version = commit(put).get();
                } else if (request instanceof DeleteRequest delete) {
                    remove(delete.key(), now);
                }
            }
            return new Applied(true, wasPresent, version);
        } finally {
            writing.unlock();
        }
    }

    /**
     * What became of writes.
     *
     * @param applied whether all were applied, or none
     * @param wasPresent whether the key of the last request was present
     * @param version the version of the last put
     */
    record Applied(
            boolean applied, boolean wasPresent, @Nullable Version version) {
        static final Applied NOT = new Applied(false, false, null);
    }

    private MemoryRecord commit(PutRequest put) {
        MemoryRecord written =
                new MemoryRecord(put.key(), put.value().clone(), put.expiryMillis(), incarnation, ++writes);
        MemoryRecord replaced = records.put(put.key().utf8(), written);
        if (replaced != null && replaced.expires()) {
            expiring.remove(replaced);
        }
        if (written.expires()) {
            expiring.add(written);
        }
        watches.put(written);
        return written;
    }

    private void remove(Key key, long now) {
        MemoryRecord removed = records.remove(key.utf8());
        if (removed == null) {
            return;
        }
        if (removed.expires()) {
            expiring.remove(removed);
        }
        if (!removed.expired(now)) {
            watches.removed(key.text());
        }
    }

    ScanResult scan(ScanRequest request) {
        byte[] prefix = request.prefix().getBytes(StandardCharsets.UTF_8);
        byte[] position = request.position();
        if (position != null && !isPosition(position, prefix)) {
            throw new IllegalArgumentException("The position is none of this listing");
        }
        reading.lock();
        try {
            checkOpen();
            long now = clock.millis();
            NavigableMap<byte[], MemoryRecord> rest =
                    position == null ? records.tailMap(prefix, true) : records.tailMap(position, false);
            List<StoredEntry> found = new ArrayList<>();
            long bytes = 0;
            byte[] last = null;
            for (MemoryRecord next : rest.values()) {
                if (!startsWith(next.key().utf8(), prefix)) {
                    break;
                }
                if (next.expired(now)) {
                    continue;
                }
                if (found.size() == request.limit() || bytes >= ScanResult.ENOUGH_BYTES) {
                    return ScanResult.of(found, last);
                }
                found.add(next.entry(request.withValues()));
                bytes += request.withValues() ? next.value().length : 0;
                last = next.key().utf8().clone();
            }
            return ScanResult.of(found, null);
        } finally {
            reading.unlock();
        }
    }

    /** Tells whether this is a key under the prefix, since no other position is ever given. */
    private static boolean isPosition(byte[] position, byte[] prefix) {
        return startsWith(position, prefix) && Key.ofUtf8(position).isPresent();
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    WatchFacet.Registration watch(String prefix, WatchFacet.Sink sink) {
        writing.lock();
        try {
            checkOpen();
            return watches.add(prefix, sink);
        } finally {
            writing.unlock();
        }
    }

    /** Returns a copy of the values that are present. */
    NavigableMap<String, byte[]> snapshot() {
        reading.lock();
        try {
            checkOpen();
            long now = clock.millis();
            NavigableMap<String, byte[]> copy = new TreeMap<>();
            for (MemoryRecord each : records.values()) {
                if (!each.expired(now)) {
                    copy.put(each.key().text(), each.value().clone());
                }
            }
            return copy;
        } finally {
            reading.unlock();
        }
    }

    /** Removes what has expired, without a word to the watches. */
    void sweep() {
        while (sweepBatch()) {
            Thread.onSpinWait();
        }
    }

    private boolean sweepBatch() {
        writing.lock();
        try {
            long now = clock.millis();
            for (int removed = 0; removed < SWEEP_BATCH; removed++) {
                if (expiring.isEmpty() || !expiring.first().expired(now)) {
                    return false;
                }
                records.remove(expiring.pollFirst().key().utf8());
            }
            return true;
        } finally {
            writing.unlock();
        }
    }

    /** Counts what is kept, expired entries included, so that a test sees the sweep. */
    int kept() {
        reading.lock();
        try {
            return records.size();
        } finally {
            reading.unlock();
        }
    }

    void close() {
        writing.lock();
        try {
            closed = true;
            records.clear();
            expiring.clear();
            watches.clear();
        } finally {
            writing.unlock();
        }
    }

    private @Nullable MemoryRecord present(Key key, long now) {
        MemoryRecord found = records.get(key.utf8());
        return found == null || found.expired(now) ? null : found;
    }

    private void checkOpen() {
        if (closed) {
            throw new EngineException(
                    EngineException.Kind.CLOSED, "The engine is closed, since the application stops.", null);
        }
    }
}
