package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * A write may or may not have been applied, because its answer was lost. Read the entry to find out; write again only if writing
 * twice does no harm. It is the only failure, beside the keys that a {@link KVBatchException} names, after which a write may have been
 * applied.
 */
public class KVOutcomeUnknownException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVOutcomeUnknownException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.OUTCOME_UNKNOWN, context, message, cause);
    }
}
