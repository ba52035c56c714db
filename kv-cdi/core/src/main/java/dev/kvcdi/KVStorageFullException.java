package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * The storage under the engine is full. Reading goes on; writing resumes by itself when there is room again.
 */
public class KVStorageFullException extends KVStorageException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVStorageFullException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.STORAGE_FULL, context, message, cause);
    }
}
