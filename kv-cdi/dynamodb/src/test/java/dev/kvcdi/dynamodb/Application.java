package dev.kvcdi.dynamodb;

import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVStore;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.se.KVRuntime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** An application with one store on DynamoDB, in a table of its own, and a clock that a test moves. */
final class Application implements AutoCloseable {

    /** Within this, everything works again after a fault. */
    static final Duration HEALS = Duration.ofSeconds(Integer.getInteger("kvcdi.contract.healing", 10));

    final String table;
    final KVStore store;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final KVRuntime runtime;

    private Application(String table, Map<String, String> properties) {
        this.table = table;
        InstantSource clock = () -> Instant.now().plus(ahead.get());
        Map<String, String> all = new HashMap<>();
        all.put("kv.driver", "dynamodb");
        all.put("kv.dynamodb.table", table);
        all.put("kv.dynamodb.create-table", "true");
        // DynamoDB Local has one writer: a busy machine takes longer than the default for the larger batches.
        all.put("kv.timeout", "1m");
        all.putAll(properties);
        this.runtime = KVRuntime.builder()
                .application("test")
                .properties(all)
                .clock(clock)
                .start();
        this.store = runtime.store("default");
    }

    /** Starts on a new table, with more configuration as keys and values, and waits until the store answers. */
    static Application on(String endpoint, String... more) {
        return at(endpoint, newTable(), more);
    }

    static Application at(String endpoint, String table, String... more) {
        Application application = starting(endpoint, table, more);
        application.awaitAnswer(Duration.ofMinutes(1));
        return application;
    }

    /** The same, without waiting. */
    static Application starting(String endpoint, String table, String... more) {
        Map<String, String> properties = new HashMap<>(Map.of("kv.dynamodb.endpoint", endpoint));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return new Application(table, properties);
    }

    static String newTable() {
        return "t" + DynamoDbItem.newWriteId();
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
