package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * The storage under the engine failed, such as a read or write error of the disk.
 */
public class KVStorageException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVStorageException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.STORAGE, context, message, cause);
    }

    /** For the kinds that have a number of their own. */
    KVStorageException(String number, Context context, String message, @Nullable Throwable cause) {
        super(number, context, message, cause);
    }
}
