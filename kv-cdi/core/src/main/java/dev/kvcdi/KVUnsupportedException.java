package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * The engine lacks the {@link Capability} that the operation needs, or an object of the requested type. Nothing was done.
 */
public class KVUnsupportedException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVUnsupportedException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.UNSUPPORTED, context, message, cause);
    }
}
