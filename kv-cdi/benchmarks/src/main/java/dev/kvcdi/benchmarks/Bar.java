package dev.kvcdi.benchmarks;

import java.util.List;

/**
 * A comparison and the ratios that the project wants of it.
 *
 * @param name what is compared
 * @param ours the benchmark of the injected store, as {@code Class.method}
 * @param other the benchmark that it is measured against, as {@code Class.method}
 * @param threads how many threads call it on our side
 * @param otherThreads how many threads call the other
 * @param sync whether writes wait for the disk
 * @param goals what is wanted of it
 */
record Bar(String name, String ours, String other, int threads, int otherThreads, boolean sync, List<Goal> goals) {

    /**
     * A ratio that is wanted.
     *
     * @param cpu whether it is of processor time per operation (other by ours) rather than of throughput (ours by other)
     * @param atLeast the smallest good one
     */
    record Goal(boolean cpu, double atLeast) {

        static Goal cpu(double atLeast) {
            return new Goal(true, atLeast);
        }

        static Goal throughput(double atLeast) {
            return new Goal(false, atLeast);
        }
    }

    /** The bars of RocksDB: the get, batch, scan and blocking-set rows. */
    static final List<Bar> ROCKSDB = List.of(
            of("get hit, all keys, 1 thread", "getHit", 1, false, true, 0.95),
            of("get hit, all keys, 8 threads", "getHit", 8, false, true, 0.95),
            byView("get hit, all keys, by a view", "getHit", 0.95),
            of("get hit, hot set, 1 thread", "getHot", 1, false, true, 0.90),
            of("get hit, hot set, 8 threads", "getHot", 8, false, true, 0.90),
            of("get miss, 1 thread", "getMiss", 1, false, true, 0.90),
            of("get miss, 8 threads", "getMiss", 8, false, true, 0.90),
            byView("get miss, by a view", "getMiss", 0.90),
            of("page of 100", "scan100", 1, false, true, 0.90),
            of("stream of 100", "stream100", 1, false, true, 0.90),
            of("getAll of 16", "getAll16", 1, false, true, 0.90),
            new Bar(
                    "getAll of 16 against a loop of gets",
                    "InjectedBenchmark.getAll16",
                    "InjectedBenchmark.getLoop16",
                    1,
                    1,
                    false,
                    List.of(Goal.cpu(1.5))),
            of("set, sync off, 1 thread", "set", 1, false, true, 0.95),
            of("set, sync off, 8 threads", "set", 8, false, true, 0.95),
            new Bar(
                    "set, sync off, our 32 threads against our 1 thread",
                    "InjectedBenchmark.set",
                    "InjectedBenchmark.set",
                    32,
                    1,
                    false,
                    List.of(Goal.throughput(0.7))),
            of("set, sync on, 1 thread", "set", 1, true, false, 0.9),
            of("set, sync on, 8 threads", "set", 8, true, false, 1.0),
            of("set, sync on, 32 threads", "set", 32, true, false, 1.2));

    private static Bar of(String name, String method, int threads, boolean sync, boolean cpu, double atLeast) {
        return new Bar(
                name,
                "InjectedBenchmark." + method,
                "RawBenchmark." + method,
                threads,
                threads,
                sync,
                List.of(new Goal(cpu, atLeast)));
    }

    /** The injected store without the container's client proxy: what is asked through a view that the application keeps. */
    private static Bar byView(String name, String method, double atLeast) {
        return new Bar(
                name,
                "InjectedBenchmark." + method + "ByView",
                "RawBenchmark." + method,
                1,
                1,
                false,
                List.of(Goal.cpu(atLeast)));
    }
}
