package dev.kvcdi.nats;

import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVStore;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.se.KVRuntime;
import io.nats.client.NUID;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** An application with one store on NATS, in a bucket of its own, and a clock that a test moves. */
final class Application implements AutoCloseable {

    /** Within this, everything works again after a fault. */
    static final Duration HEALS = Duration.ofSeconds(Integer.getInteger("kvcdi.contract.healing", 10));

    final String bucket;
    final KVStore store;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final KVRuntime runtime;

    private Application(String bucket, Map<String, String> properties) {
        this.bucket = bucket;
        InstantSource clock = () -> Instant.now().plus(ahead.get());
        Map<String, String> all = new HashMap<>(properties);
        all.put("kv.driver", "nats");
        all.put("kv.nats.bucket", bucket);
        this.runtime = KVRuntime.builder()
                .application("test")
                .properties(all)
                .clock(clock)
                .start();
        this.store = runtime.store("default");
    }

    /** Starts on a new bucket, with more configuration as keys and values, and waits until the store answers. */
    static Application on(String url, String... more) {
        return at(url, newBucket(), more);
    }

    static Application at(String url, String bucket, String... more) {
        Application application = starting(url, bucket, more);
        application.awaitAnswer(Duration.ofMinutes(1));
        return application;
    }

    /** The same, without waiting. */
    static Application starting(String url, String bucket, String... more) {
        Map<String, String> properties = new HashMap<>(Map.of("kv.nats.servers", url));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return new Application(bucket, properties);
    }

    static String newBucket() {
        return "b" + NUID.nextGlobal();
    }

    String stream() {
        return "KV_" + bucket;
    }

    void awaitAnswer(Duration atMost) {
        await("an answer")
                .atMost(atMost)
                .ignoreExceptionsMatching(
                        failure -> failure instanceof KVUnavailableException || failure instanceof KVTimeoutException)
                .until(() -> !store.exists("nothing"));
    }

    void advance(Duration by) {
        ahead.updateAndGet(now -> now.plus(by));
    }

    @Override
    public void close() {
        runtime.close();
    }
}
