package dev.kvcdi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key with its value, version and expiry, as they were at one moment.
 *
 * @param <V> the value's type
 */
public final class Entry<V> {

    private final String key;
    private final V value;
    private final Version version;
    private final @Nullable Instant expiry;

    private Entry(String key, V value, Version version, @Nullable Instant expiry) {
        this.key = Objects.requireNonNull(key, "key");
        this.value = Objects.requireNonNull(value, "value");
        this.version = Objects.requireNonNull(version, "version");
        this.expiry = expiry;
    }

    /**
     * Returns an entry of these parts.
     *
     * @param <V> the value's type
     * @param key the key
     * @param value the value
     * @param version the version
     * @param expiry when the entry expires, or null when it never does
     * @return the entry
     */
    public static <V> Entry<V> of(String key, V value, Version version, @Nullable Instant expiry) {
        return new Entry<>(key, value, version, expiry);
    }

    /**
     * Returns the key, without the prefix of the {@link KVStore#prefixed prefixed} view that it was read through.
     *
     * @return the key
     */
    public String key() {
        return key;
    }

    /**
     * Returns the value.
     *
     * @return the value
     */
    public V value() {
        return value;
    }

    /**
     * Returns the version, for {@link PutOptions#ifVersion} and for entity tags.
     *
     * @return the version
     */
    public Version version() {
        return version;
    }

    /**
     * Returns when the entry expires, in whole milliseconds.
     *
     * @return the expiry, empty when the entry never expires
     */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiry);
    }

    /**
     * Returns this entry with another value.
     *
     * @param <W> the other value's type
     * @param mapping makes the other value of this one
     * @return an entry with the same key, version and expiry
     */
    public <W> Entry<W> map(Function<? super V, ? extends W> mapping) {
        return new Entry<>(key, mapping.apply(value), version, expiry);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry<?> that
                && key.equals(that.key)
                && value.equals(that.value)
                && version.equals(that.version)
                && Objects.equals(expiry, that.expiry);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, version);
    }

    /** Returns the version and the expiry; key and value are left out, since they may be confidential. */
    @Override
    public String toString() {
        return "Entry[version=" + version + ", expiry=" + (expiry == null ? "never" : expiry) + "]";
    }
}
