package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * The engine refuses the credentials, or the operating system the access. Trying again does not help until they are changed.
 */
public class KVAccessDeniedException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVAccessDeniedException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.ACCESS_DENIED, context, message, cause);
    }
}
