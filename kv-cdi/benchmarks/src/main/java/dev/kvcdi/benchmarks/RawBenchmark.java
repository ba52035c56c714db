package dev.kvcdi.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The operations of RocksDB called directly; each has its twin of the same name in {@link InjectedBenchmark}. */
@State(Scope.Benchmark)
public class RawBenchmark {

    /** How many keys there are. */
    @Param("1000000")
    public int keys;

    /** Whether a write waits for the disk. */
    @Param("false")
    public boolean sync;

    @SuppressWarnings("NullAway.Init") // by JMH, before any benchmark
    private Workload workload;

    @SuppressWarnings("NullAway.Init")
    private RawStore store;

    /** Called by JMH. */
    public RawBenchmark() {}

    /** Opens and fills the database. */
    @Setup
    public void open() {
        workload = new Workload(keys);
        store = new RawStore(sync);
        store.load(workload);
    }

    /** Closes the database and removes its files. */
    @TearDown
    public void close() {
        store.close();
    }

    /**
     * Reads one of all keys.
     *
     * @param thread the thread's random numbers
     * @return the value
     */
    @Benchmark
    public @Nullable String getHit(ThreadRandom thread) {
        return store.get(workload.randomKey(thread.random));
    }

    /**
     * Reads one of a thousand keys.
     *
     * @param thread the thread's random numbers
     * @return the value
     */
    @Benchmark
    public @Nullable String getHot(ThreadRandom thread) {
        return store.get(workload.hotKey(thread.random));
    }

    /**
     * Reads a key that is absent.
     *
     * @param thread the thread's random numbers
     * @return null
     */
    @Benchmark
    public @Nullable String getMiss(ThreadRandom thread) {
        return store.get(workload.missingKey(thread.random));
    }

    /**
     * Overwrites one of all keys.
     *
     * @param thread the thread's random numbers
     */
    @Benchmark
    public void set(ThreadRandom thread) {
        store.put(workload.randomKey(thread.random), workload.randomValue(thread.random));
    }

    /**
     * Reads 16 keys in one call.
     *
     * @param thread the thread's random numbers
     * @return the values
     */
    @Benchmark
    public Map<String, String> getAll16(ThreadRandom thread) {
        return store.getAll(InjectedBenchmark.sixteen(workload, thread.random));
    }

    /**
     * Reads 16 keys in a loop.
     *
     * @param thread the thread's random numbers
     * @return the values
     */
    @Benchmark
    public List<@Nullable String> getLoop16(ThreadRandom thread) {
        List<@Nullable String> values = new ArrayList<>(16);
        for (String key : InjectedBenchmark.sixteen(workload, thread.random)) {
            values.add(store.get(key));
        }
        return values;
    }

    /**
     * Reads 100 neighbouring entries.
     *
     * @param thread the thread's random numbers
     * @return keys and values
     */
    @Benchmark
    public List<String> scan100(ThreadRandom thread) {
        return store.scan(InjectedBenchmark.hundred(workload, thread.random), 100);
    }

    /**
     * Reads 100 neighbouring entries, the twin of the injected store's stream.
     *
     * @param thread the thread's random numbers
     * @return keys and values
     */
    @Benchmark
    public List<String> stream100(ThreadRandom thread) {
        return store.scan(InjectedBenchmark.hundred(workload, thread.random), 100);
    }
}
