package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * The operation did not end within its timeout ({@code kv.timeout}). A write that may have been applied is a {@link
 * KVOutcomeUnknownException} instead.
 */
public class KVTimeoutException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVTimeoutException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.TIMEOUT, context, message, cause);
    }
}
