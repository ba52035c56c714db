package dev.kvcdi;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How {@link TypedKVStore#put put} writes: under which condition, and for how long.
 *
 * <pre>{@code
 * store.put(key, value, PutOptions.ifAbsent());
 * store.put(key, value, PutOptions.ifVersion(entry.version()).withTtl(Duration.ofMinutes(5)));
 * }</pre>
 */
public final class PutOptions {

    /** The longest time to live that any store accepts: 100 years of 365 days. */
    public static final Duration MAX_TTL = Duration.ofDays(36_500);

    private static final PutOptions ALWAYS = new PutOptions(Condition.none(), null);
    private static final PutOptions IF_ABSENT = new PutOptions(Condition.absent(), null);
    private static final PutOptions IF_PRESENT = new PutOptions(Condition.present(), null);

    private final Condition condition;
    private final @Nullable Duration ttl;

    private PutOptions(Condition condition, @Nullable Duration ttl) {
        this.condition = condition;
        this.ttl = ttl;
    }

    /**
     * Writes whatever the key holds; the entry does not expire.
     *
     * @return the options
     */
    public static PutOptions always() {
        return ALWAYS;
    }

    /**
     * Writes only when the key is absent. An expired entry is absent.
     *
     * @return the options
     */
    public static PutOptions ifAbsent() {
        return IF_ABSENT;
    }

    /**
     * Writes only when the key is present.
     *
     * @return the options
     */
    public static PutOptions ifPresent() {
        return IF_PRESENT;
    }

    /**
     * Writes only when the key is present with this version.
     *
     * @param expected the version, from {@link Entry#version()} or an earlier {@code put}
     * @return the options
     */
    public static PutOptions ifVersion(Version expected) {
        return new PutOptions(Condition.version(expected), null);
    }

    /**
     * Writes whatever the key holds; the entry expires.
     *
     * @param ttl time to live, as in {@link #withTtl}
     * @return the options
     * @throws IllegalArgumentException as in {@link #withTtl}
     */
    public static PutOptions ttl(Duration ttl) {
        return ALWAYS.withTtl(ttl);
    }

    /**
     * Returns these options with a time to live. The entry is absent from that time on, by the clock of the machine that reads.
     *
     * @param ttl time to live from the moment of the write, rounded up to whole milliseconds
     * @return the options
     * @throws IllegalArgumentException if {@code ttl} is zero, negative or longer than {@link #MAX_TTL}
     */
    public PutOptions withTtl(Duration ttl) {
        Objects.requireNonNull(ttl, "ttl");
        if (ttl.isZero() || ttl.isNegative() || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException(
                    "A time to live must be positive and at most 100 years (36,500 days), not " + ttl
                            + "; to remove an entry call delete.");
        }
        return new PutOptions(condition, ttl);
    }

    /**
     * Returns the condition.
     *
     * @return the condition, {@link Condition#none()} when the write always happens
     */
    public Condition condition() {
        return condition;
    }

    /**
     * Returns the time to live.
     *
     * @return the time to live, empty when the entry never expires
     */
    public Optional<Duration> ttl() {
        return Optional.ofNullable(ttl);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PutOptions that && condition.equals(that.condition) && Objects.equals(ttl, that.ttl);
    }

    @Override
    public int hashCode() {
        return Objects.hash(condition, ttl);
    }

    @Override
    public String toString() {
        return "PutOptions[condition=" + condition + ", ttl=" + (ttl == null ? "none" : ttl) + "]";
    }
}
