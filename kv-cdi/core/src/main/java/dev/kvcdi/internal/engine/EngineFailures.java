package dev.kvcdi.internal.engine;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;

/** Makes of whatever a driver throws while connecting or opening the failure that calls meet meanwhile. */
final class EngineFailures {

    private EngineFailures() {}

    /**
     * Returns a failure whose kind says truly that nothing was applied.
     *
     * @param thrown what the driver threw
     * @param what what failed, for drivers that do not say
     * @return the failure
     */
    static EngineException of(Throwable thrown, String what) {
        if (!(thrown instanceof EngineException failure)) {
            return new DriverDefect(what + ": " + reason(thrown), thrown);
        }
        return switch (failure.kind()) {
            // Calls that did not begin have no unknown outcome, and the application does not stop.
            case OUTCOME_UNKNOWN, CLOSED -> new EngineException(Kind.UNAVAILABLE, sentence(failure), failure);
            default -> failure;
        };
    }

    /** Returns why something failed. A defect is named only: nobody knows what its message tells, and its stack is for the log. */
    static String reason(Throwable thrown) {
        return thrown instanceof EngineException failure
                ? sentence(failure)
                : "the driver failed by a defect of its own ("
                        + thrown.getClass().getName() + ").";
    }

    /** Returns what a failure says, so that another sentence can follow. */
    static String sentence(EngineException failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return "the engine failed (" + failure.kind() + ").";
        }
        return message.endsWith(".") ? message : message + ".";
    }
}
