package dev.kvcdi.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configuration key that a driver declares: {@code kv.<driver>.<name>}, or {@code kv.store.<store>.<driver>.<name>} for one store.
 * The core looks it up, checks it, and documents it.
 */
public final class ConfigKey {

    /** Whom a value concerns. */
    public enum Scope {
        /** The connection. Stores whose values are equal share it; a value at the driver's level is shared by all of its stores. */
        CONNECTION,
        /** One store. A value at the driver's level means the default store only. */
        STORE
    }

    /** How a value is read. */
    public enum Type {
        /** Any text. */
        TEXT,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** A whole number. */
        INTEGER,
        /** A size in bytes, with an optional unit: {@code 512}, {@code 64KB}, {@code 64MB}, {@code 1GB}, in powers of 1,024. */
        SIZE,
        /** A time with its unit, such as {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, or ISO-8601 such as {@code PT5S}. */
        DURATION,
        /** A path of the file system. */
        PATH
    }

    private final String name;
    private final Scope scope;
    private final Type type;
    private final String doc;
    private final @Nullable String defaultValue;
    private final String defaultDoc;
    private final boolean secret;
    private final List<Function<Object, Optional<String>>> checks;

    private ConfigKey(
            String name,
            Scope scope,
            Type type,
            String doc,
            @Nullable String defaultValue,
            String defaultDoc,
            boolean secret,
            List<Function<Object, Optional<String>>> checks) {
        this.name = Objects.requireNonNull(name, "name");
        this.scope = Objects.requireNonNull(scope, "scope");
        this.type = Objects.requireNonNull(type, "type");
        this.doc = Objects.requireNonNull(doc, "doc");
        this.defaultValue = defaultValue;
        this.defaultDoc = Objects.requireNonNull(defaultDoc, "defaultDoc");
        this.secret = secret;
        this.checks = List.copyOf(checks);
    }

    /**
     * Declares a key of the connection, without a default.
     *
     * @param name lower-case words of letters and digits joined by hyphens, such as {@code sync-interval}
     * @param type how its value is read
     * @param doc what it does, in one sentence
     * @return the key
     */
    public static ConfigKey connection(String name, Type type, String doc) {
        return new ConfigKey(name, Scope.CONNECTION, type, doc, null, "", false, List.of());
    }

    /**
     * Declares a key of a store, without a default.
     *
     * @param name lower-case words of letters and digits joined by hyphens
     * @param type how its value is read
     * @param doc what it does, in one sentence
     * @return the key
     */
    public static ConfigKey store(String name, Type type, String doc) {
        return new ConfigKey(name, Scope.STORE, type, doc, null, "", false, List.of());
    }

    /**
     * Returns this key with a default value.
     *
     * @param value the default, readable by the key's type
     * @return the key
     */
    public ConfigKey withDefault(String value) {
        return new ConfigKey(name, scope, type, doc, Objects.requireNonNull(value, "value"), value, secret, checks);
    }

    /**
     * Returns this key with a description of what holds when there is no value.
     *
     * @param description a phrase for the documentation, such as {@code the store's name}
     * @return the key
     */
    public ConfigKey withDefaultDescribed(String description) {
        return new ConfigKey(name, scope, type, doc, null, description, secret, checks);
    }

    /**
     * Returns this key as a secret: its value appears in no log and no message, and {@code <name>-file} names a file to read it from.
     *
     * @return the key
     */
    public ConfigKey asSecret() {
        return new ConfigKey(name, scope, type, doc, defaultValue, defaultDoc, true, checks);
    }

    /**
     * Returns this key, of texts, with a further check of its values.
     *
     * @param check returns for a value what is wrong with it and what to do, in sentences that do not quote it, or empty when it is right
     * @return the key
     * @throws IllegalStateException if its values are no texts
     */
    public ConfigKey checked(Function<String, Optional<String>> check) {
        Objects.requireNonNull(check, "check");
        require(type == Type.TEXT);
        return with(value -> check.apply((String) value));
    }

    /**
     * Returns this key, of whole numbers or sizes, with limits of its values.
     *
     * @param least the least value
     * @param most the greatest value
     * @param range both, as a user writes them, such as {@code a size from 1MB to 1GB}
     * @return the key
     * @throws IllegalStateException if its values are neither numbers nor sizes
     */
    public ConfigKey between(long least, long most, String range) {
        require(type == Type.INTEGER || type == Type.SIZE);
        return limited(Long.class, least, most, range);
    }

    /**
     * Returns this key, of durations, with limits of its values.
     *
     * @param least the shortest time
     * @param most the longest time
     * @param range both, as a user writes them, such as {@code a time from 10ms to 10m}
     * @return the key
     * @throws IllegalStateException if its values are no durations
     */
    public ConfigKey between(Duration least, Duration most, String range) {
        require(type == Type.DURATION);
        return limited(Duration.class, least, most, range);
    }

    private void require(boolean legal) {
        if (!legal) {
            throw new IllegalStateException("The key " + name + " has values of another type: " + type);
        }
    }

    private <T extends Comparable<T>> ConfigKey limited(Class<T> values, T least, T most, String range) {
        Objects.requireNonNull(range, "range");
        return with(object -> {
            T value = values.cast(object);
            return value.compareTo(least) >= 0 && value.compareTo(most) <= 0
                    ? Optional.empty()
                    : Optional.of("It is out of range. Write " + range);
        });
    }

    private ConfigKey with(Function<Object, Optional<String>> check) {
        var all = new ArrayList<>(checks);
        all.add(check);
        return new ConfigKey(name, scope, type, doc, defaultValue, defaultDoc, secret, all);
    }

    /**
     * Returns the name.
     *
     * @return the name, without {@code kv.<driver>.}
     */
    public String name() {
        return name;
    }

    /**
     * Returns whom a value concerns.
     *
     * @return the scope
     */
    public Scope scope() {
        return scope;
    }

    /**
     * Returns how a value is read.
     *
     * @return the type
     */
    public Type type() {
        return type;
    }

    /**
     * Returns what the key does.
     *
     * @return one sentence
     */
    public String doc() {
        return doc;
    }

    /**
     * Returns the default value.
     *
     * @return the default, empty when there is none
     */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /**
     * Returns the default as the documentation shows it.
     *
     * @return the default value or its description; empty when there is neither
     */
    public String defaultDoc() {
        return defaultDoc;
    }

    /**
     * Tells whether values are secret.
     *
     * @return whether values are secret
     */
    public boolean secret() {
        return secret;
    }

    /**
     * Checks a value.
     *
     * @param value a value as {@link Settings#of} takes it for the key's type
     * @return what is wrong with it and what to do, empty when it is right
     */
    public Optional<String> check(Object value) {
        for (Function<Object, Optional<String>> check : checks) {
            Optional<String> complaint = check.apply(value);
            if (complaint.isPresent()) {
                return complaint;
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "ConfigKey[" + name + "]";
    }
}
