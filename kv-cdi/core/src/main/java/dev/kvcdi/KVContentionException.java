package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * A {@link TypedKVStore#compute compute} lost against other writers until its timeout. Nothing was written.
 */
public class KVContentionException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVContentionException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.CONTENTION, context, message, cause);
    }
}
