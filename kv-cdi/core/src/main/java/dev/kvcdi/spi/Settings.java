package dev.kvcdi.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The values of a driver's {@linkplain ConfigKey configuration keys}, already looked up, checked and converted, defaults included. Two
 * settings are equal when all their values are.
 */
public final class Settings {

    private final TreeMap<String, Object> values;

    private Settings(Map<String, ?> values) {
        this.values = new TreeMap<>(values);
    }

    /**
     * Returns settings of these values.
     *
     * @param values by the keys' names: a {@link String} for a text, a {@link Boolean}, a {@link Long} for a number or a size in bytes, a
     *     {@link Duration} or a {@link Path}
     * @return the settings
     */
    public static Settings of(Map<String, ?> values) {
        return new Settings(values);
    }

    /**
     * Returns a value, if there is one.
     *
     * @param <T> the value's type
     * @param name the key's name
     * @param type the value's type, one of those that {@link #of} lists
     * @return the value, empty when there is neither a value nor a default
     */
    public <T> Optional<T> find(String name, Class<T> type) {
        return Optional.ofNullable(values.get(Objects.requireNonNull(name, "name")))
                .map(type::cast);
    }

    /**
     * Returns a text that has a default or was required.
     *
     * @param name the key's name
     * @return the value
     * @throws NoSuchElementException if there is no value
     */
    public String text(String name) {
        return require(name, String.class);
    }

    /**
     * Returns a truth value that has a default.
     *
     * @param name the key's name
     * @return the value
     * @throws NoSuchElementException if there is no value
     */
    public boolean isTrue(String name) {
        return require(name, Boolean.class);
    }

    /**
     * Returns a number, or a size in bytes, that has a default.
     *
     * @param name the key's name
     * @return the value
     * @throws NoSuchElementException if there is no value
     */
    public long number(String name) {
        return require(name, Long.class);
    }

    /**
     * Returns a duration that has a default.
     *
     * @param name the key's name
     * @return the value
     * @throws NoSuchElementException if there is no value
     */
    public Duration duration(String name) {
        return require(name, Duration.class);
    }

    private <T> T require(String name, Class<T> type) {
        return find(name, type)
                .map(Function.<T>identity())
                .orElseThrow(() -> new NoSuchElementException(
                        "The configuration key " + name + " has neither a value nor a default"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Returns the names only, since values may be secret. */
    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
