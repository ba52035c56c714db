package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * The store is closed, because the application stops. Nothing was done.
 */
public class KVClosedException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVClosedException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.CLOSED, context, message, cause);
    }
}
