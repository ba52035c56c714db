package dev.kvcdi.dynamodb;

import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** The SDK's retries, which count the requests that were throttled: one that succeeds when it is tried again shows nowhere else. */
final class CountedRetries implements RetryStrategy {

    private final RetryStrategy retries;
    private final LongAdder throttles;

    CountedRetries(RetryStrategy retries, LongAdder throttles) {
        this.retries = retries;
        this.throttles = throttles;
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        return retries.acquireInitialToken(request);
    }

    /** Called after each attempt that failed, the last one too. */
    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        if (request.failure() instanceof SdkServiceException failure && failure.isThrottlingException()) {
            throttles.increment();
        }
        return retries.refreshRetryToken(request);
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        return retries.recordSuccess(request);
    }

    @Override
    public int maxAttempts() {
        return retries.maxAttempts();
    }

    @Override
    public boolean useClientDefaults() {
        return retries.useClientDefaults();
    }

    @Override
    public Builder<?, ?> toBuilder() {
        return retries.toBuilder();
    }

    @Override
    public void close() {
        retries.close();
    }
}
