package dev.kvcdi.benchmarks;

import java.util.List;

/**
 * A comparison and the ratio that the project wants of it.
 *
 * @param name what is compared
 * @param ours the benchmark of the injected store, as {@code Class.method}
 * @param other the benchmark that it is measured against, as {@code Class.method}
 * @param threads how many threads call it on our side
 * @param otherThreads how many threads call the other
 * @param sync whether writes wait for the disk
 * @param cpu whether the ratio is of processor time per operation (other by ours) rather than of throughput (ours by other)
 * @param atLeast the smallest good ratio
 */
record Bar(
        String name,
        String ours,
        String other,
        int threads,
        int otherThreads,
        boolean sync,
        boolean cpu,
        double atLeast) {

    /** The bars of the get, batch, scan and blocking-set rows. */
    static final List<Bar> ALL = List.of(
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
                    true,
                    1.5),
            of("set, sync off, 1 thread", "set", 1, false, true, 0.95),
            of("set, sync off, 8 threads", "set", 8, false, true, 0.95),
            new Bar(
                    "set, sync off, our 32 threads against our 1 thread",
                    "InjectedBenchmark.set",
                    "InjectedBenchmark.set",
                    32,
                    1,
                    false,
                    false,
                    0.7),
            of("set, sync on, 1 thread", "set", 1, true, false, 0.9),
            of("set, sync on, 8 threads", "set", 8, true, false, 1.0),
            of("set, sync on, 32 threads", "set", 32, true, false, 1.2),
            dynamoDb("DynamoDB get, 1 thread", "getHit", 1),
            dynamoDb("DynamoDB get, 32 threads", "getHit", 32),
            dynamoDb("DynamoDB set, 1 thread", "set", 1),
            dynamoDb("DynamoDB set, 32 threads", "set", 32));

    /** The client may take a twentieth more than the bare SDK. */
    private static final double DYNAMODB_CPU = 1 / 1.05;

    private static Bar of(String name, String method, int threads, boolean sync, boolean cpu, double atLeast) {
        return new Bar(
                name, "InjectedBenchmark." + method, "RawBenchmark." + method, threads, threads, sync, cpu, atLeast);
    }

    /** The injected store without the container's client proxy: what is asked through a view that the application keeps. */
    private static Bar byView(String name, String method, double atLeast) {
        return new Bar(
                name, "InjectedBenchmark." + method + "ByView", "RawBenchmark." + method, 1, 1, false, true, atLeast);
    }

    private static Bar dynamoDb(String name, String method, int threads) {
        return new Bar(
                name,
                "DynamoDbBenchmark." + method,
                "RawDynamoDbBenchmark." + method,
                threads,
                threads,
                false,
                true,
                DYNAMODB_CPU);
    }
}
