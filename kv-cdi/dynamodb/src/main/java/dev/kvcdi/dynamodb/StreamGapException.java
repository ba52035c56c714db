package dev.kvcdi.dynamodb;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** Says that records of a stream are not to be had any longer, so that a reading of it has to begin anew. */
final class StreamGapException extends Exception {

    private static final long serialVersionUID = 1L;

    StreamGapException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Tells whether it is because the position is before the oldest record of its shard. */
    boolean isTrimmed() {
        return getCause() instanceof TrimmedDataAccessException;
    }
}
