package dev.kvcdi.spi;

import dev.kvcdi.Version;
import java.util.Objects;
import java.util.function.Supplier;

/** An entry as an engine keeps it: key, value in bytes, version, expiry. */
public final class StoredEntry {

    /** The expiry of an entry that never expires. */
    public static final long NEVER = 0;

    private static final byte[] NO_VALUE = new byte[0];

    private final String key;
    private final byte[] value;
    private final long expiryMillis;
    private final Supplier<Version> version;

    private StoredEntry(String key, byte[] value, long expiryMillis, Supplier<Version> version) {
        this.key = Objects.requireNonNull(key, "key");
        this.value = Objects.requireNonNull(value, "value");
        this.version = Objects.requireNonNull(version, "version");
        if (expiryMillis < 0) {
            throw new IllegalArgumentException("expiryMillis must not be negative");
        }
        this.expiryMillis = expiryMillis;
    }

    /**
     * Returns an entry.
     *
     * @param key the key's text
     * @param value the value, belonging to the receiver from now on
     * @param expiryMillis when it expires, in milliseconds since the epoch, or {@link #NEVER}
     * @param version gives the version, asked only when it is needed since most reads do not need it
     * @return the entry
     */
    public static StoredEntry of(String key, byte[] value, long expiryMillis, Supplier<Version> version) {
        return new StoredEntry(key, value, expiryMillis, version);
    }

    /**
     * Returns an entry whose value was not asked for.
     *
     * @param key the key's text
     * @param expiryMillis when it expires, in milliseconds since the epoch, or {@link #NEVER}
     * @param version gives the version
     * @return the entry, with an empty value
     */
    public static StoredEntry withoutValue(String key, long expiryMillis, Supplier<Version> version) {
        return new StoredEntry(key, NO_VALUE, expiryMillis, version);
    }

    /**
     * Returns the key.
     *
     * @return the key's text
     */
    public String key() {
        return key;
    }

    /**
     * Returns the value.
     *
     * @return the bytes, belonging to the caller; empty when the value was not asked for
     */
    public byte[] value() {
        return value;
    }

    /**
     * Returns when the entry expires.
     *
     * @return milliseconds since the epoch, or {@link #NEVER}
     */
    public long expiryMillis() {
        return expiryMillis;
    }

    /**
     * Returns the version.
     *
     * @return the version
     */
    public Version version() {
        return version.get();
    }

    /**
     * Tells whether an entry with this expiry is absent at this time.
     *
     * @param expiryMillis when it expires, in milliseconds since the epoch, or {@link #NEVER}
     * @param nowMillis the context's clock, in milliseconds since the epoch
     * @return whether the entry has expired
     */
    public static boolean expired(long expiryMillis, long nowMillis) {
        return expiryMillis != NEVER && nowMillis >= expiryMillis;
    }

    /** Returns the expiry only; key and value are left out, since they may be confidential. */
    @Override
    public String toString() {
        return "StoredEntry[" + value.length + " bytes, expiryMillis=" + expiryMillis + "]";
    }
}
