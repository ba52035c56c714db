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
 * What stands before the value in a record, 10 to 25 bytes, mostly 12. All numbers are big-endian:
 *
 * <ul>
 *   <li>one byte: the format in the upper half, then a bit that is set when the entry expires, then the length of the counter less one,
 *   <li>the session of the {@linkplain Versions version}, 8 bytes,
 *   <li>its counter, 1 to 8 bytes, without leading zeros,
 *   <li>when the entry expires, 8 bytes, in milliseconds since the epoch; only if the bit says so.
 * </ul>
 *
 * @param session the version's session
 * @param counter the version's counter
 * @param expiryMillis when the entry expires, or {@link StoredEntry#NEVER}
 */
record Header(long session, long counter, long expiryMillis) {

    /** The bytes of the longest header. */
    static final int MAX_BYTES = 25;

    /** The format that is written. */
    private static final int FORMAT = 2;

    private static final int EXPIRES = 8;

    /** Where the counter begins, behind the first byte and the session. */
    private static final int COUNTER = 9;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /**
     * Reads the header of a record.
     *
     * @throws EngineException if it is of another format
     */
    static Header of(byte[] record) {
        return of(record, record.length);
    }

    /**
     * Reads the header of a record, or of a record's first {@link #MAX_BYTES} bytes.
     *
     * @param record the record, at the beginning of an array
     * @param length how long it is
     * @throws EngineException if a newer version of the driver wrote it, in a format that this one does not know, or if it is damaged
     */
    static Header of(byte[] record, int length) {
        int first = length == 0 ? 0 : record[0] & 0xFF;
        int end = COUNTER + (first & (EXPIRES - 1)) + 1;
        boolean expires = (first & EXPIRES) != 0;
        if (first >>> 4 != FORMAT || length < (expires ? end + Long.BYTES : end)) {
            throw unreadable(length, first);
        }
        long counter = 0;
        for (int i = COUNTER; i < end; i++) {
            counter = (counter << Byte.SIZE) | (record[i] & 0xFF);
        }
        return new Header(
                (long) LONG.get(record, 1), counter, expires ? (long) LONG.get(record, end) : StoredEntry.NEVER);
    }

    private static EngineException unreadable(int length, int first) {
        if (first >>> 4 > FORMAT) {
            return new EngineException(
                    Kind.UNSUPPORTED,
                    "A newer version of kv-cdi-rocksdb wrote an entry, in the format " + (first >>> 4)
                            + " that this one does not know (it knows " + FORMAT
                            + "): deploy that version or a newer one. The entry was not changed.",
                    null);
        }
        return new EngineException(
                Kind.CORRUPTION,
                "A record is not in a form that this version of the driver reads ("
                        + (length == 0 ? "it is empty" : "first byte " + first)
                        + "): it was written from outside, or the file is damaged; restore the folder from a backup",
                null);
    }

    /** Returns the record of this header and a value. */
    byte[] record(byte[] value) {
        int end = counterEnd();
        boolean expires = expiryMillis != StoredEntry.NEVER;
        int length = expires ? end + Long.BYTES : end;
        byte[] record = new byte[length + value.length];
        record[0] = (byte) ((FORMAT << 4) | (expires ? EXPIRES : 0) | (end - COUNTER - 1));
        LONG.set(record, 1, session);
        for (int i = end - 1; i >= COUNTER; i--) {
            record[i] = (byte) (counter >>> ((end - 1 - i) * Byte.SIZE));
        }
        if (expires) {
            LONG.set(record, end, expiryMillis);
        }
        System.arraycopy(value, 0, record, length, value.length);
        return record;
    }

    /** Returns the entry of a record that begins with this header. */
    StoredEntry entryOf(String key, byte[] record) {
        return entryOf(key, record, record.length);
    }

    /** Returns the entry of a record that begins with this header and ends at this length of the array. */
    StoredEntry entryOf(String key, byte[] record, int length) {
        return entry(key, Arrays.copyOfRange(record, length(), length));
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
        return Version.of(session, counter);
    }

    boolean expired(long nowMillis) {
        return StoredEntry.expired(expiryMillis, nowMillis);
    }

    private int length() {
        return expiryMillis == StoredEntry.NEVER ? counterEnd() : counterEnd() + Long.BYTES;
    }

    private int counterEnd() {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(counter);
        return COUNTER + Math.max(1, (bits + Byte.SIZE - 1) / Byte.SIZE);
    }
}
