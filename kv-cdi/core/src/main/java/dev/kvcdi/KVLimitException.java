package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * A value or batch is larger than the store allows. Nothing was written.
 */
public class KVLimitException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVLimitException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.LIMIT, context, message, cause);
    }
}
