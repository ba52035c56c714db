package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * Lists a store in parts, each with an iterator of its own, so that nothing native is held between them. A part's position is its last
 * key. A part ends early when it has seen many expired entries or large values.
 */
final class StoreScan {

    /** Expired entries that a part passes over at most. */
    private static final int MOST_EXPIRED = 1_000;

    /** Enough for a key and, mostly, for a record. */
    private static final int BUFFER_BYTES = 16 << 10;

    private static final char REPLACEMENT = '\uFFFD';

    private final Database database;
    private final Family family;

    /** What the last listing left for the next one, since memory outside the heap is slow to allocate. */
    private final AtomicReference<@Nullable ByteBuffer> spare = new AtomicReference<>();

    StoreScan(Database database, Family family) {
        this.database = database;
        this.family = family;
    }

    ScanResult scan(ScanRequest request) {
        byte[] prefix = request.prefix().getBytes(StandardCharsets.UTF_8);
        byte[] position = request.position();
        if (position != null) {
            check(position, prefix);
        }
        try (ReadOptions options = new ReadOptions();
                Slice end = prefix.length == 0 ? null : new Slice(end(prefix))) {
            if (end != null) {
                options.setIterateUpperBound(end);
            }
            try (RocksIterator records = database.db().newIterator(family.handle(), options)) {
                seek(records, prefix, position);
                return part(records, request);
            }
        } catch (RocksDBException e) {
            throw database.errors().read(e);
        }
    }

    private static void seek(RocksIterator records, byte[] prefix, byte @Nullable [] position) {
        if (position == null) {
            records.seek(prefix);
        } else {
            // The smallest key after the position; it may have been deleted meanwhile.
            records.seek(Arrays.copyOf(position, position.length + 1));
        }
    }

    private ScanResult part(RocksIterator records, ScanRequest request) throws RocksDBException {
        ByteBuffer left = spare.getAndSet(null);
        ByteBuffer buffer = left == null ? ByteBuffer.allocateDirect(BUFFER_BYTES) : left;
        try {
            return part(records, request, buffer);
        } finally {
            spare.set(buffer);
        }
    }

    private ScanResult part(RocksIterator records, ScanRequest request, ByteBuffer buffer) throws RocksDBException {
        long now = database.nowMillis();
        List<StoredEntry> entries = new ArrayList<>(Math.min(request.limit(), 1_000));
        int expired = 0;
        long bytes = 0;
        byte[] last = null;
        for (; records.isValid(); records.next()) {
            if (entries.size() == request.limit() || expired == MOST_EXPIRED || bytes >= ScanResult.ENOUGH_BYTES) {
                return ScanResult.of(entries, last);
            }
            last = bytes(buffer, records.key(buffer.clear()));
            byte[] record = record(records, buffer);
            Header header = Header.of(record);
            if (header.expired(now)) {
                expired++;
            } else {
                String key = text(last);
                entries.add(request.withValues() ? header.entryOf(key, record) : header.entryWithoutValue(key));
                bytes += record.length;
            }
        }
        records.status();
        return ScanResult.of(entries, null);
    }

    /** Reads a record by way of the buffer, which costs about a quarter less than an array that native code allocates. */
    private static byte[] record(RocksIterator records, ByteBuffer buffer) {
        int length = records.value(buffer.clear());
        return length <= buffer.capacity() ? bytes(buffer, length) : records.value();
    }

    private static byte[] bytes(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return bytes;
    }

    /** Refuses a position that no part of this listing can have had. */
    private static void check(byte[] position, byte[] prefix) {
        boolean inside = position.length >= prefix.length
                && Arrays.equals(position, 0, prefix.length, prefix, 0, prefix.length)
                && Key.ofUtf8(position).isPresent();
        if (!inside) {
            throw new IllegalArgumentException("The position is none of this listing");
        }
    }

    /** Returns what comes after all keys with a prefix. UTF-8 has no byte 0xFF, so that the last byte can be increased. */
    private static byte[] end(byte[] prefix) {
        byte[] end = prefix.clone();
        end[end.length - 1]++;
        return end;
    }

    private static String text(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        // Only then may bytes have been replaced, and only then is the exact check worth its time.
        if (text.indexOf(REPLACEMENT) >= 0 && Key.ofUtf8(key).isEmpty()) {
            throw new EngineException(
                    Kind.CORRUPTION,
                    "A key is not in UTF-8: it was written from outside, or the file is damaged. Remove it through the native"
                            + " RocksDB, or restore the folder from a backup",
                    null);
        }
        return text;
    }
}
