package dev.kvcdi.rocksdb;

import dev.kvcdi.Version;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.StoredEntry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What stands before the value in a record: one byte of format and flags, session (8 bytes) and counter (8) of the {@linkplain Versions
 * version}, and, if the flag says so, the expiry in milliseconds since the epoch (8). Numbers are big-endian.
 *
 * @param session the version's session
 * @param counter the version's counter
 * @param expiryMillis when the entry expires, or {@link StoredEntry#NEVER}
 */
record Header(long session, long counter, long expiryMillis) {

    /** The bytes of the longest header. */
    static final int MAX_BYTES = 25;

    /** The format that is written, in the upper half of the first byte. */
    private static final int FORMAT = 1;

    private static final int EXPIRES = 1;

    private static final int SHORT_BYTES = 17;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /**
     * Reads the header of a record, or of a record's first {@link #MAX_BYTES} bytes.
     *
     * @throws EngineException if it is of another format
     */
    static Header of(byte[] record) {
        int first = record.length == 0 ? -1 : record[0] & 0xFF;
        if (first == FORMAT << 4 && record.length >= SHORT_BYTES) {
            return new Header((long) LONG.get(record, 1), (long) LONG.get(record, 9), StoredEntry.NEVER);
        }
        if (first == (FORMAT << 4 | EXPIRES) && record.length >= MAX_BYTES) {
            return new Header((long) LONG.get(record, 1), (long) LONG.get(record, 9), (long) LONG.get(record, 17));
        }
        throw new EngineException(
                Kind.CORRUPTION,
                "A record is not in a form that this version of the driver writes (first byte " + first
                        + "): it was written by a newer version, which is needed to read it, or from outside, or the file is damaged",
                null);
    }

    /** Returns the record of this header and a value. */
    byte[] record(byte[] value) {
        int length = length();
        byte[] record = new byte[length + value.length];
        LONG.set(record, 1, session);
        LONG.set(record, 9, counter);
        if (length == SHORT_BYTES) {
            record[0] = FORMAT << 4;
        } else {
            record[0] = FORMAT << 4 | EXPIRES;
            LONG.set(record, 17, expiryMillis);
        }
        System.arraycopy(value, 0, record, length, value.length);
        return record;
    }

    /** Returns the entry of a record that begins with this header. */
    StoredEntry entryOf(String key, byte[] record) {
        return entry(key, Arrays.copyOfRange(record, length(), record.length));
    }

    /** Returns the entry of this header and a value, which it keeps. */
    StoredEntry entry(String key, byte[] value) {
        return StoredEntry.of(key, value, expiryMillis, this::version);
    }

    /** Returns the entry of this header without its value. */
    StoredEntry entryWithoutValue(String key) {
        return StoredEntry.withoutValue(key, expiryMillis, this::version);
    }

    Version version() {
        return Versions.text(session, counter);
    }

    boolean expired(long nowMillis) {
        return StoredEntry.expired(expiryMillis, nowMillis);
    }

    private int length() {
        return expiryMillis == StoredEntry.NEVER ? SHORT_BYTES : MAX_BYTES;
    }
}
