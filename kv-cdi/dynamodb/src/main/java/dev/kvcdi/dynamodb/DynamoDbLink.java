package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClientBuilder;

/** The clients of one endpoint, with what they share: connections, credentials and the thread that ends late calls. */
final class DynamoDbLink implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_THROTTLED_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(2);

    private final DynamoDbConfig config;
    private final Region region;
    private final Duration timeout;
    private final AttemptCounter http;
    private final LongAdder throttles = new LongAdder();
    private final DefaultCredentialsProvider credentials;
    private final ScheduledThreadPoolExecutor timer;
    private final ClientOverrideConfiguration overrides;
    private final DynamoDbClient client;
    private @Nullable DynamoDbStreamsClient streams;

    private DynamoDbLink(DynamoDbConfig config, Region region, DriverContext context) {
        this.config = config;
        this.region = region;
        this.timeout = context.timeout();
        this.http = http(config, timeout);
        this.credentials = DefaultCredentialsProvider.builder().build();
        this.timer = timer(timeout);
        this.overrides = ClientOverrideConfiguration.builder()
                .apiCallTimeout(timeout)
                .retryStrategy(new CountedRetries(retries(), throttles))
                .scheduledExecutorService(timer)
                .build();
        DynamoDbClientBuilder builder = with(DynamoDbClient.builder());
        config.endpoint().ifPresent(builder::endpointOverride);
        this.client = builder.httpClient(http).build();
    }

    /**
     * Makes the clients. Nothing is sent yet but what finding credentials takes.
     *
     * @throws EngineException if there are no credentials; nothing is left open then
     */
    static DynamoDbLink connect(DynamoDbConfig config, DriverContext context) {
        Region region = config.region()
                .map(Region::of)
                .orElseThrow(() -> new EngineException(
                        Kind.UNAVAILABLE, "No AWS region is configured any longer: set kv.dynamodb.region", null));
        DynamoDbLink link = new DynamoDbLink(config, region, context);
        boolean usable = false;
        try {
            link.credentials.resolveCredentials();
            usable = true;
            return link;
        } catch (SdkException e) {
            throw DynamoDbErrors.noCredentials(e);
        } finally {
            if (!usable) {
                link.close();
            }
        }
    }

    private static AttemptCounter http(DynamoDbConfig config, Duration timeout) {
        Duration half = timeout.dividedBy(2);
        return new AttemptCounter(Apache5HttpClient.builder()
                .maxConnections(config.connections())
                .connectionAcquisitionTimeout(timeout)
                .connectionTimeout(half.compareTo(LONGEST_CONNECTING) < 0 ? half : LONGEST_CONNECTING)
                // Leaves time to try another connection.
                .socketTimeout(half)
                .tcpKeepAlive(true)
                .build());
    }

    /**
     * Makes the timer. Its idle task stands before the ends of all calls, which mostly are cancelled: were one of them the first in the
     * queue, the thread would be woken for each call, at 15 to 20 of its 130 microseconds of processor time.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it does nothing that could fail
    private static ScheduledThreadPoolExecutor timer(Duration timeout) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "kv-cdi dynamodb timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        long pause = Math.max(1, timeout.toMillis() / 2);
        timer.scheduleWithFixedDelay(() -> {}, pause, pause, TimeUnit.MILLISECONDS);
        return timer;
    }

    private static RetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .backoffStrategy(BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE))
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(FIRST_THROTTLED_PAUSE, LONGEST_PAUSE))
                .build();
    }

    private <B extends AwsClientBuilder<B, ?>> B with(B builder) {
        return builder.region(region).credentialsProvider(credentials).overrideConfiguration(overrides);
    }

    DynamoDbClient client() {
        return client;
    }

    /** Returns the client of the tables' streams, which is made when it is first needed. */
    synchronized DynamoDbStreamsClient streams() {
        DynamoDbStreamsClient made = streams;
        if (made == null) {
            DynamoDbStreamsClientBuilder builder = with(DynamoDbStreamsClient.builder());
            config.streamsEndpoint().ifPresent(builder::endpointOverride);
            made = builder.httpClient(http).build();
            streams = made;
        }
        return made;
    }

    /** Returns how long a request may take that has no end of its own. */
    Duration timeout() {
        return timeout;
    }

    /** Makes a call, and hands what becomes of its attempts to it. */
    <R> R count(Function<Attempts, R> call) {
        return http.count(call);
    }

    /** Counts an answer that left something undone for lack of throughput, which is no throttled request to the SDK. */
    void throttled() {
        throttles.increment();
    }

    /** Returns how many requests were throttled, as a whole or in part. */
    long throttles() {
        return throttles.sum();
    }

    /** Closes everything, and waits for the thread that ends late calls. */
    @Override
    public synchronized void close() {
        if (streams != null) {
            streams.close();
        }
        client.close();
        http.close();
        credentials.close();
        timer.shutdownNow();
        try {
            // Nothing is left to do for it, so this takes no time.
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
