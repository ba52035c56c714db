package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * A {@linkplain KVStores#copy copy} was ended by an interrupt of its thread, whose flag is kept. What was copied stays, and a later copy
 * goes on from there.
 */
public class KVCancelledException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVCancelledException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.CANCELLED, context, message, cause);
    }
}
