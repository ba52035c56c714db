package dev.kvcdi.benchmarks;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The operations of the injected store on a nats-server, which is a process of its own, so that only the client's processor time counts.
 * Those that are compared with the bare client have their twin of the same name in {@link RawNatsBenchmark}.
 */
@State(Scope.Benchmark)
public class NatsBenchmark {

    static final int KEYS = 10_000;

    private static final int LOAD_BATCH = 1_000;

    private final Workload workload = new Workload(KEYS);

    @SuppressWarnings("NullAway.Init") // by JMH, before any benchmark
    private NatsServer server;

    @SuppressWarnings("NullAway.Init")
    private ConfiguredStore configured;

    @SuppressWarnings("NullAway.Init")
    private KVStore store;

    /** Called by JMH. */
    public NatsBenchmark() {}

    /** Starts the server, and fills the store. */
    @Setup
    public void open() {
        server = NatsServer.start(NatsBinary.CURRENT);
        server.awaitJetStream();
        configured = new ConfiguredStore(Map.of("kv.driver", "nats", "kv.nats.servers", server.url()));
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
     * Reads a key that is absent.
     *
     * @param thread the thread's random numbers
     * @return empty
     */
    @Benchmark
    public Optional<String> getMiss(ThreadRandom thread) {
        return store.get(workload.missingKey(thread.random));
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

    /**
     * Writes a key that was never there.
     *
     * @param thread the thread's random numbers
     * @return the version
     */
    @Benchmark
    public Optional<Version> putIfAbsent(ThreadRandom thread) {
        return store.put(newKey(thread.random), workload.randomValue(thread.random), PutOptions.ifAbsent());
    }

    /**
     * Reads one of all keys, and overwrites it unless somebody else did.
     *
     * @param thread the thread's random numbers
     * @return the new version, empty where somebody else was faster
     */
    @Benchmark
    public Optional<Version> replace(ThreadRandom thread) {
        String key = workload.randomKey(thread.random);
        Entry<String> entry = store.entry(key).orElseThrow();
        return store.put(key, workload.randomValue(thread.random), PutOptions.ifVersion(entry.version()));
    }

    /**
     * Writes a key and deletes it again.
     *
     * @param thread the thread's random numbers
     */
    @Benchmark
    public void setAndDelete(ThreadRandom thread) {
        String key = newKey(thread.random);
        store.set(key, workload.randomValue(thread.random));
        store.delete(key);
    }

    /**
     * Reads 16 keys in one call.
     *
     * @param thread the thread's random numbers
     * @return the values
     */
    @Benchmark
    public Map<String, String> getAll16(ThreadRandom thread) {
        return store.getAll(keys(workload, 16, thread.random));
    }

    /**
     * Reads 100 keys in one call.
     *
     * @param thread the thread's random numbers
     * @return the values
     */
    @Benchmark
    public Map<String, String> getAll100(ThreadRandom thread) {
        return store.getAll(keys(workload, 100, thread.random));
    }

    /**
     * Reads 16 keys in a loop.
     *
     * @param thread the thread's random numbers
     * @return the values
     */
    @Benchmark
    public List<Optional<String>> getLoop16(ThreadRandom thread) {
        return getLoop(16, thread);
    }

    /**
     * Reads 100 keys in a loop.
     *
     * @param thread the thread's random numbers
     * @return the values
     */
    @Benchmark
    public List<Optional<String>> getLoop100(ThreadRandom thread) {
        return getLoop(100, thread);
    }

    private List<Optional<String>> getLoop(int count, ThreadRandom thread) {
        List<Optional<String>> values = new ArrayList<>(count);
        for (String key : keys(workload, count, thread.random)) {
            values.add(store.get(key));
        }
        return values;
    }

    /**
     * Overwrites 16 keys in one call.
     *
     * @param thread the thread's random numbers
     */
    @Benchmark
    public void setAll16(ThreadRandom thread) {
        store.setAll(entries(workload, 16, thread.random));
    }

    /**
     * Overwrites 100 keys in one call.
     *
     * @param thread the thread's random numbers
     */
    @Benchmark
    public void setAll100(ThreadRandom thread) {
        store.setAll(entries(workload, 100, thread.random));
    }

    /**
     * Overwrites 16 keys in a loop.
     *
     * @param thread the thread's random numbers
     */
    @Benchmark
    public void setLoop16(ThreadRandom thread) {
        entries(workload, 16, thread.random).forEach(store::set);
    }

    /**
     * Overwrites 100 keys in a loop.
     *
     * @param thread the thread's random numbers
     */
    @Benchmark
    public void setLoop100(ThreadRandom thread) {
        entries(workload, 100, thread.random).forEach(store::set);
    }

    static String newKey(SplittableRandom random) {
        return String.format(Locale.ROOT, "new-%016x", random.nextLong());
    }

    static List<String> keys(Workload workload, int count, SplittableRandom random) {
        List<String> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(workload.randomKey(random));
        }
        return keys;
    }

    /** Returns entries of so many different keys. */
    static Map<String, String> entries(Workload workload, int count, SplittableRandom random) {
        Map<String, String> entries = new HashMap<>(2 * count);
        while (entries.size() < count) {
            entries.put(workload.randomKey(random), workload.randomValue(random));
        }
        return entries;
    }
}
