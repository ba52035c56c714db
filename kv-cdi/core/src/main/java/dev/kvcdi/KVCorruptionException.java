package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * The engine found its data damaged. Nothing is repaired by guessing; the message says what to do.
 */
public class KVCorruptionException extends KVStorageException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVCorruptionException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.CORRUPTION, context, message, cause);
    }
}
