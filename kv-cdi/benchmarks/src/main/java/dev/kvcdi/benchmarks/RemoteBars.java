package dev.kvcdi.benchmarks;

import dev.kvcdi.benchmarks.Bar.Goal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The bars of the engines that are servers. What the client takes of the processor counts there, and what a caller waits for. */
final class RemoteBars {

    /** The client may take a tenth more than bare jnats. */
    private static final double NATS_CPU = 1 / 1.1;

    /** The client may take a twentieth more than the bare SDK. */
    private static final double DYNAMODB_CPU = 1 / 1.05;

    private static final double AS_FAST = 0.95;
    private static final double BATCH = 4;

    /** Operations of one key and batches, beside jnats with the same guarantees; batches beside our own loop. */
    static final List<Bar> NATS = Stream.of(
                    nats("get hit", "getHit"),
                    nats("get miss", "getMiss"),
                    nats("set", "set"),
                    nats("put if absent", "putIfAbsent"),
                    nats("read and put if unchanged", "replace"),
                    nats("set and delete", "setAndDelete"),
                    Stream.of(
                            pipelined("getAll of 100", "getAll100"),
                            pipelined("setAll of 100", "setAll100"),
                            batch("getAll of 16", "getAll16", "getLoop16"),
                            batch("getAll of 100", "getAll100", "getLoop100"),
                            batch("setAll of 16", "setAll16", "setLoop16"),
                            batch("setAll of 100", "setAll100", "setLoop100")))
            .flatMap(bars -> bars)
            .toList();

    /** Operations of one key, beside the AWS SDK. */
    static final List<Bar> DYNAMODB = Stream.of(dynamoDb("get", "getHit"), dynamoDb("set", "set"))
            .flatMap(bars -> bars)
            .toList();

    private RemoteBars() {}

    private static Stream<Bar> nats(String name, String method) {
        return threads().mapToObj(threads -> againstJnats(name, method, threads));
    }

    /** A batch beside jnats' requests, a hundred of them under way. */
    private static Bar pipelined(String name, String method) {
        return againstJnats(name, method, 1);
    }

    private static Bar againstJnats(String name, String method, int threads) {
        return bar(
                "NATS " + name,
                "NatsBenchmark." + method,
                "RawNatsBenchmark." + method,
                threads,
                List.of(Goal.throughput(AS_FAST), Goal.cpu(NATS_CPU)));
    }

    private static Bar batch(String name, String method, String loop) {
        return bar(
                "NATS " + name + " against a loop",
                "NatsBenchmark." + method,
                "NatsBenchmark." + loop,
                1,
                List.of(Goal.throughput(BATCH)));
    }

    private static Stream<Bar> dynamoDb(String name, String method) {
        return threads()
                .mapToObj(threads -> bar(
                        "DynamoDB " + name,
                        "DynamoDbBenchmark." + method,
                        "RawDynamoDbBenchmark." + method,
                        threads,
                        List.of(Goal.cpu(DYNAMODB_CPU))));
    }

    private static IntStream threads() {
        return IntStream.of(1, 32);
    }

    private static Bar bar(String name, String ours, String other, int threads, List<Goal> goals) {
        return new Bar(
                name + ", " + threads + (threads == 1 ? " thread" : " threads"),
                ours,
                other,
                threads,
                threads,
                false,
                goals);
    }
}
