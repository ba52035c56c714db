package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * The engine refuses more load now. The same call may succeed after a pause.
 */
public class KVThrottledException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVThrottledException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.THROTTLED, context, message, cause);
    }
}
