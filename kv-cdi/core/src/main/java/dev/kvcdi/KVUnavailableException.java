package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * The engine cannot be reached or used now. The store goes on trying by itself; the same call may succeed later.
 */
public class KVUnavailableException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVUnavailableException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.UNAVAILABLE, context, message, cause);
    }
}
