package dev.kvcdi.benchmarks;

import dev.kvcdi.KVStore;
import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The operations of the injected store on DynamoDB Local, which is in a JVM of its own, so that only the client's processor time counts.
 * Each has its twin of the same name in {@link RawDynamoDbBenchmark}.
 */
@State(Scope.Benchmark)
public class DynamoDbBenchmark {

    /** As many as DynamoDB Local takes in a few seconds. */
    static final int KEYS = 2_000;

    private static final int LOAD_BATCH = 100;

    private final Workload workload = new Workload(KEYS);

    @SuppressWarnings("NullAway.Init") // by JMH, before any benchmark
    private DynamoDbLocal server;

    @SuppressWarnings("NullAway.Init")
    private ConfiguredStore configured;

    @SuppressWarnings("NullAway.Init")
    private KVStore store;

    /** Called by JMH. */
    public DynamoDbBenchmark() {}

    /** Starts the server, and fills the store. */
    @Setup
    public void open() {
        server = DynamoDbLocal.start();
        System.setProperty("aws.accessKeyId", "benchmark");
        System.setProperty("aws.secretAccessKey", "benchmark");
        configured = new ConfiguredStore(Map.of(
                "kv.driver",
                "dynamodb",
                "kv.timeout",
                "30s",
                "kv.dynamodb.endpoint",
                server.endpoint(),
                "kv.dynamodb.create-table",
                "true"));
        configured.load(workload, LOAD_BATCH);
        store = configured.store();
    }

    /** Closes the store, and ends the server. */
    @TearDown
    public void close() {
        configured.close();
        server.close();
    }

    /**
     * Reads one of all keys.
     *
     * @param thread the thread's random numbers
     * @return the value
     */
    @Benchmark
    public Optional<String> getHit(ThreadRandom thread) {
        return store.get(workload.randomKey(thread.random));
    }

    /**
     * Overwrites one of all keys.
     *
     * @param thread the thread's random numbers
     */
    @Benchmark
    public void set(ThreadRandom thread) {
        store.set(workload.randomKey(thread.random), workload.randomValue(thread.random));
    }
}
