package dev.kvcdi.internal;

import dev.kvcdi.spi.EngineException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What the views and layers of one store need to know.
 *
 * @param name the store's name
 * @param driver the driver's name
 * @param maxValueBytes the largest value, in bytes
 * @param timeout how long an operation may take
 * @param clock decides expiry
 * @param listeners runs the listeners of watches, on managed threads of the application and never on the caller's
 */
public record StoreContext(
        String name, String driver, long maxValueBytes, Duration timeout, InstantSource clock, Executor listeners) {

    /** Checks that nothing is null. */
    public StoreContext {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(driver, "driver");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(listeners, "listeners");
    }

    /**
     * Returns the store's logger, {@code dev.kvcdi.store.<name>}.
     *
     * @return the logger
     */
    public System.Logger logger() {
        return System.getLogger("dev.kvcdi.store." + name);
    }

    /**
     * Returns how every message about the store begins.
     *
     * @param operation what is done to the store
     * @return store, driver and operation, without the colon that follows
     */
    public String describe(String operation) {
        return "Store '" + name + "' (" + driver + "), " + operation;
    }

    /**
     * Refuses a value that is too large.
     *
     * @param bytes how large it is
     * @throws EngineException of kind {@code LIMIT} if it is larger than {@link #maxValueBytes()}
     */
    public void checkValue(int bytes) {
        if (bytes > maxValueBytes) {
            throw new EngineException(
                    EngineException.Kind.LIMIT,
                    "the value has " + bytes + " bytes, and the limit is " + maxValueBytes
                            + ". Store less, or raise kv.max-value-bytes where the engine allows it.",
                    null);
        }
    }
}
