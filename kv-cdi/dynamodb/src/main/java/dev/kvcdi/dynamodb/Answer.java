package dev.kvcdi.dynamodb;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * How a call ended.
 *
 * @param <R> the response's type
 * @param response the response, or null when the call failed
 * @param failure the failure of its last attempt, or null when there is a response
 * @param attempts what became of its attempts
 */
record Answer<R>(@Nullable R response, @Nullable SdkException failure, Attempts attempts) {

    /** Tells whether an attempt that had no answer may have been applied. */
    boolean doubtful() {
        return failure == null ? attempts.doubtfulBesideSuccess() : attempts.doubtful();
    }
}
