package dev.kvcdi.internal.engine;

import dev.kvcdi.spi.EngineException;

/** An engine that cannot be used because its driver threw what drivers must not, such as a class that is missing. */
final class DriverDefect extends EngineException {

    private static final long serialVersionUID = 1L;

    /**
     * Names a defect.
     *
     * @param message what failed, without the defect's own words
     * @param thrown what the driver threw
     */
    DriverDefect(String message, Throwable thrown) {
        super(Kind.UNAVAILABLE, message, thrown);
    }
}
