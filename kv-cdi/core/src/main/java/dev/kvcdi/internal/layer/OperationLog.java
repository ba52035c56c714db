package dev.kvcdi.internal.layer;

import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.EngineException;
import java.lang.System.Logger.Level;

/**
 * The lines that the logging layer writes, at level DEBUG, under the store's logger. A line has store, driver,
 * operation, outcome and microseconds, and never a key or a value.
 */
final class OperationLog {

    private static final long NANOS_A_MICRO = 1_000;

    private final System.Logger logger;
    private final StoreContext context;

    OperationLog(StoreContext context) {
        this.logger = context.logger();
        this.context = context;
    }

    boolean isOn() {
        return logger.isLoggable(Level.DEBUG);
    }

    void succeeded(String operation, String outcome, long startNanos) {
        logger.log(Level.DEBUG, context.describe(operation) + ": " + outcome + micros(startNanos));
    }

    /** Writes the line of a failure, and returns the failure. */
    RuntimeException failed(String operation, RuntimeException failure, long startNanos) {
        String kind = failure instanceof EngineException e
                ? e.kind().name()
                : failure.getClass().getName();
        logger.log(Level.DEBUG, context.describe(operation) + ": failed, " + kind + micros(startNanos));
        return failure;
    }

    static String count(int keys) {
        return keys == 1 ? "1 key" : keys + " keys";
    }

    private static String micros(long startNanos) {
        return " in " + (System.nanoTime() - startNanos) / NANOS_A_MICRO + " us";
    }
}
