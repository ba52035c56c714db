package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * A key or prefix is no legal one: empty, longer than 1,024 bytes of UTF-8, or with a lone surrogate. The engine was not asked.
 */
public class KVInvalidKeyException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVInvalidKeyException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.INVALID_KEY, context, message, cause);
    }
}
