package dev.kvcdi.internal.config;

import dev.kvcdi.internal.CoreMessage;
import org.jspecify.annotations.Nullable;

/** Something in the configuration that is remarkable, but no mistake. */
public final class Remark {

    private final CoreMessage message;
    private final @Nullable Object[] arguments;

    Remark(CoreMessage message, @Nullable Object... arguments) {
        this.message = message;
        this.arguments = arguments.clone();
    }

    /**
     * Writes it to the log.
     *
     * @param logger where
     */
    public void log(System.Logger logger) {
        message.log(logger, arguments);
    }

    /** The remark as it appears, without secrets. */
    @Override
    public String toString() {
        return message.with(arguments);
    }
}
