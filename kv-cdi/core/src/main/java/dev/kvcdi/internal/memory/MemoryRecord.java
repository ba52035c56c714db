package dev.kvcdi.internal.memory;

import dev.kvcdi.Version;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.StoredEntry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Supplier;

/**
 * One write of one key, as it is kept. Its arrays are shared with nobody.
 *
 * @param key the key
 * @param value the value
 * @param expiryMillis when it expires, in milliseconds since the epoch, or {@link StoredEntry#NEVER}
 * @param incarnation the random name of the table's life, as version texts begin
 * @param number the write's number in that life
 */
@SuppressWarnings("ArrayRecordComponent") // never compared but by BY_EXPIRY
record MemoryRecord(Key key, byte[] value, long expiryMillis, String incarnation, long number)
        implements Supplier<Version> {

    /** By expiry and then by key, so that no two records of a table are equal. */
    static final Comparator<MemoryRecord> BY_EXPIRY = Comparator.comparingLong(MemoryRecord::expiryMillis)
            .thenComparing(written -> written.key().utf8(), Arrays::compareUnsigned);

    @Override
    public Version get() {
        return Version.of(incarnation + '-' + Long.toString(number, Character.MAX_RADIX));
    }

    boolean expires() {
        return expiryMillis != StoredEntry.NEVER;
    }

    boolean expired(long nowMillis) {
        return StoredEntry.expired(expiryMillis, nowMillis);
    }

    StoredEntry entry(boolean withValue) {
        return withValue
                ? StoredEntry.of(key.text(), value.clone(), expiryMillis, this)
                : StoredEntry.withoutValue(key.text(), expiryMillis, this);
    }

    @Override
    public String toString() {
        return "MemoryRecord[" + value.length + " bytes, expiryMillis=" + expiryMillis + "]";
    }
}
