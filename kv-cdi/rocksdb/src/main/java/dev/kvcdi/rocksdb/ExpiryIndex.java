package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Key;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The layout of the column family that lists which entries expire when: its keys are column family (4 bytes), expiry (8 bytes,
 * milliseconds since the epoch) and key, its values are empty. Written in one batch with the entry, so that both are there or neither.
 */
final class ExpiryIndex {

    /** The index's column family, a name that no store can have. */
    static final String FAMILY = "%expiry";

    private static final int KEY_OFFSET = Integer.BYTES + Long.BYTES;

    private ExpiryIndex() {}

    static byte[] entry(int familyId, long expiryMillis, byte[] key) {
        return ByteBuffer.allocate(KEY_OFFSET + key.length)
                .putInt(familyId)
                .putLong(expiryMillis)
                .put(key)
                .array();
    }

    /** Returns what comes before every entry of a column family that expires at this time or later. */
    static byte[] start(int familyId, long expiryMillis) {
        return entry(familyId, expiryMillis, new byte[0]);
    }

    static int familyId(byte[] entry) {
        return ByteBuffer.wrap(entry).getInt();
    }

    static long expiryMillis(byte[] entry) {
        return ByteBuffer.wrap(entry).getLong(Integer.BYTES);
    }

    /** Returns the key of an index entry. */
    static Key key(byte[] entry) {
        return Key.ofUtf8(Arrays.copyOfRange(entry, KEY_OFFSET, entry.length)).orElseThrow();
    }
}
