package dev.kvcdi.benchmarks;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The operations of the injected store; each has its twin of the same name in {@link RawBenchmark}. */
@State(Scope.Benchmark)
public class InjectedBenchmark {

    /** How many keys there are. */
    @Param("1000000")
    public int keys;

    /** Whether a write waits for the disk. */
    @Param("false")
    public boolean sync;

    @SuppressWarnings("NullAway.Init") // by JMH, before any benchmark
    private Workload workload;

    @SuppressWarnings("NullAway.Init")
    private InjectedStore injected;

    @SuppressWarnings("NullAway.Init")
    private KVStore store;

    @SuppressWarnings("NullAway.Init")
    private KVStore view;

    /** Called by JMH. */
    public InjectedBenchmark() {}

    /** Opens and fills the store. */
    @Setup
    public void open() {
        workload = new Workload(keys);
        injected = new InjectedStore(sync);
        injected.load(workload);
        store = injected.store();
        view = store.prefixed("");
    }

    /** Closes the store and removes its files. */
    @TearDown
    public void close() {
        injected.close();
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
     * Reads one of all keys by a view, for which the container has no proxy.
     *
     * @param thread the thread's random numbers
     * @return the value
     */
    @Benchmark
    public Optional<String> getHitByView(ThreadRandom thread) {
        return view.get(workload.randomKey(thread.random));
    }

    /**
     * Reads a key that is absent by a view.
     *
     * @param thread the thread's random numbers
     * @return empty
     */
    @Benchmark
    public Optional<String> getMissByView(ThreadRandom thread) {
        return view.get(workload.missingKey(thread.random));
    }

    /**
     * Reads one of a thousand keys.
     *
     * @param thread the thread's random numbers
     * @return the value
     */
    @Benchmark
    public Optional<String> getHot(ThreadRandom thread) {
        return store.get(workload.hotKey(thread.random));
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
     * Reads 16 keys in one call.
     *
     * @param thread the thread's random numbers
     * @return the values
     */
    @Benchmark
    public Map<String, String> getAll16(ThreadRandom thread) {
        return store.getAll(sixteen(workload, thread.random));
    }

    /**
     * Reads 16 keys in a loop.
     *
     * @param thread the thread's random numbers
     * @return the values
     */
    @Benchmark
    public List<Optional<String>> getLoop16(ThreadRandom thread) {
        List<Optional<String>> values = new ArrayList<>(16);
        for (String key : sixteen(workload, thread.random)) {
            values.add(store.get(key));
        }
        return values;
    }

    /**
     * Reads a page of 100 entries.
     *
     * @param thread the thread's random numbers
     * @return the page
     */
    @Benchmark
    public Page<String> scan100(ThreadRandom thread) {
        return store.page(hundred(workload, thread.random), 100, null);
    }

    /**
     * Streams the same 100 entries.
     *
     * @param thread the thread's random numbers
     * @return the entries
     */
    @Benchmark
    public List<Entry<String>> stream100(ThreadRandom thread) {
        try (Stream<Entry<String>> entries = store.entries(hundred(workload, thread.random))) {
            return entries.toList();
        }
    }

    static List<String> sixteen(Workload workload, SplittableRandom random) {
        List<String> keys = new ArrayList<>(16);
        for (int i = 0; i < 16; i++) {
            keys.add(workload.randomKey(random));
        }
        return keys;
    }

    /** Returns the prefix that a hundred neighbouring keys share: all but their last two digits. */
    static String hundred(Workload workload, SplittableRandom random) {
        return workload.randomKey(random).substring(0, 14);
    }
}
