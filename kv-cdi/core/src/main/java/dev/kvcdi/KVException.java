package dev.kvcdi;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failed operation of a store. Its subclasses tell the kinds of failures apart.
 *
 * <p><b>A failed write was not applied, unless the failure is a {@link KVOutcomeUnknownException}</b>; a {@link KVBatchException} tells
 * it for each key. The message begins with the {@link #number()}, names the store, its driver, the operation and the remedy, and never a
 * key or a value; {@link #key()} has the key.
 */
public class KVException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** By which the failure guide explains it. */
    private final String number;

    /** Where it happened. */
    private final Context context;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVException(Context context, String message, @Nullable Throwable cause) {
        this(FailureNumbers.OTHER, context, message, cause);
    }

    /** For the kinds of failures that have a number of their own. */
    KVException(String number, Context context, String message, @Nullable Throwable cause) {
        super(number + ": " + context.describe() + ": " + message, cause);
        this.number = number;
        this.context = context;
    }

    /**
     * Returns the number of this kind of failure, by which the failure guide ({@code FAILURES.md}) explains it. It stays the same in later
     * releases.
     *
     * @return the number, such as {@code KVCDI0201}, with which the message begins too
     */
    public String number() {
        return number;
    }

    /**
     * Returns the name of the store.
     *
     * @return the name
     */
    public String store() {
        return context.store;
    }

    /**
     * Returns the name of the driver.
     *
     * @return the name, such as {@code rocksdb}
     */
    public String driver() {
        return context.driver;
    }

    /**
     * Returns the operation that failed.
     *
     * @return the operation's name in the API, such as {@code set}
     */
    public String operation() {
        return context.operation;
    }

    /**
     * Returns the key that was operated on.
     *
     * @return the whole key, with every prefix; empty when the operation has none or several
     */
    public Optional<String> key() {
        return Optional.ofNullable(context.key);
    }

    /** The store, driver, operation and key of a failure. */
    public static final class Context implements Serializable {

        private static final long serialVersionUID = 1L;

        /** The store's name. */
        private final String store;

        /** The driver's name. */
        private final String driver;

        /** The operation's name. */
        private final String operation;

        /** The key, or null. */
        private final @Nullable String key;

        private Context(String store, String driver, String operation, @Nullable String key) {
            this.store = Objects.requireNonNull(store, "store");
            this.driver = Objects.requireNonNull(driver, "driver");
            this.operation = Objects.requireNonNull(operation, "operation");
            this.key = key;
        }

        /**
         * Returns the context of an operation.
         *
         * @param store the store's name
         * @param driver the driver's name
         * @param operation the operation's name in the API
         * @param key the key, or null when the operation has none or several
         * @return the context
         */
        public static Context of(String store, String driver, String operation, @Nullable String key) {
            return new Context(store, driver, operation, key);
        }

        private String describe() {
            return "Store '" + store + "' (" + driver + "), " + operation;
        }
    }
}
