package dev.kvcdi.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs both sides of every {@link Bar} in turn, several times, and writes their median ratios beside the bars to {@code
 * target/bars.md}.
 *
 * <p>System properties: {@code kv.bench.rounds} (3), {@code kv.bench.seconds} of each iteration (2), {@code kv.bench.keys}
 * (1000000), {@code kv.bench.only} (a regular expression for the bars' names), {@code kv.bench.dir} (where the data goes, {@code target}).
 */
public final class Bars {

    private static final int ROUNDS = Integer.getInteger("kv.bench.rounds", 3);
    private static final int SECONDS = Integer.getInteger("kv.bench.seconds", 2);
    private static final int KEYS = Integer.getInteger("kv.bench.keys", 1_000_000);
    /**
     * Iterations before those that count. Until then the compiler is at work, whose processor time would be counted, and there is more
     * to compile on our side.
     */
    private static final int WARM_UP = 6;

    private static final Pattern ONLY = Pattern.compile(System.getProperty("kv.bench.only", ""));

    private final PrintStream out;

    private Bars(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the comparison.
     *
     * @param args none
     * @throws IOException if the report cannot be written
     * @throws RunnerException if JMH fails
     */
    public static void main(String[] args) throws IOException, RunnerException {
        Path report = Path.of("target", "bars.md");
        Files.createDirectories(report.getParent());
        try (PrintStream out = new PrintStream(Files.newOutputStream(report), true, StandardCharsets.UTF_8)) {
            new Bars(out).run();
        }
    }

    private void run() throws RunnerException {
        print("Ratios above 1 mean that the injected store is the better one. Medians of " + ROUNDS
                + " rounds in turn, " + KEYS + " keys, " + Runtime.getRuntime().availableProcessors()
                + " processors, Java " + Runtime.version().feature() + ".");
        print("");
        print(
                "| comparison | ours ops/s (CPU µs) | other ops/s (CPU µs) | ratio of | ratio, each round | median | bar | |");
        print("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (List<Bar> bars : List.of(Bar.ROCKSDB, RemoteBars.NATS, RemoteBars.DYNAMODB, TelemetryBars.ALL)) {
            for (Bar bar : bars) {
                if (ONLY.matcher(bar.name()).find()) {
                    compare(bar);
                }
            }
        }
        if (ONLY.matcher("footprint").find()) {
            print("");
            new Footprint().rows().forEach(this::print);
        }
    }

    private void compare(Bar bar) throws RunnerException {
        List<Sample> ours = new ArrayList<>();
        List<Sample> others = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            // Each side is the first one in turn, so that a machine which gets slower or busier favours neither.
            boolean oursFirst = round % 2 == 0;
            if (oursFirst) {
                ours.add(measure(bar.ours(), bar.threads(), bar.sync()));
            }
            others.add(measure(bar.other(), bar.otherThreads(), bar.sync()));
            if (!oursFirst) {
                ours.add(measure(bar.ours(), bar.threads(), bar.sync()));
            }
        }
        bar.goals().forEach(goal -> report(bar, goal, ours, others));
    }

    private void report(Bar bar, Bar.Goal goal, List<Sample> ours, List<Sample> others) {
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Sample our = ours.get(round);
            Sample other = others.get(round);
            ratios[round] = goal.cpu() ? other.cpuMicros / our.cpuMicros : our.throughput / other.throughput;
        }
        double median = median(ratios);
        print(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.2f | ≥ %.2f | %s |",
                bar.name(),
                summary(ours),
                summary(others),
                goal.cpu() ? "CPU" : "throughput",
                String.join(
                        ", ",
                        Arrays.stream(ratios)
                                .mapToObj(r -> String.format(Locale.ROOT, "%.2f", r))
                                .toList()),
                median,
                goal.atLeast(),
                median >= goal.atLeast() ? "holds" : "**missed**"));
    }

    private static Sample measure(String benchmark, int threads, boolean sync) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("\\." + benchmark.replace(".", "\\.") + "$")
                .threads(threads)
                .forks(1)
                .warmupIterations(WARM_UP)
                .warmupTime(TimeValue.seconds(SECONDS))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(SECONDS))
                .param("keys", Integer.toString(KEYS))
                .param("sync", Boolean.toString(sync))
                .jvmArgsAppend("-Xmx1g", "-Dkv.bench.dir=" + System.getProperty("kv.bench.dir", "target"))
                .addProfiler(CpuProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        RunResult result = new Runner(options).runSingle();
        return new Sample(
                result.getPrimaryResult().getScore(),
                Objects.requireNonNull(result.getSecondaryResults().get(CpuProfiler.LABEL), "the profiler's result")
                        .getScore());
    }

    private static String summary(List<Sample> samples) {
        return String.format(
                Locale.ROOT,
                "%,.0f (%.2f)",
                median(samples.stream().mapToDouble(Sample::throughput).toArray()),
                median(samples.stream().mapToDouble(Sample::cpuMicros).toArray()));
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private void print(String line) {
        out.println(line);
        System.out.println(line);
    }

    /**
     * A measurement.
     *
     * @param throughput operations a second
     * @param cpuMicros processor time per operation, in microseconds
     */
    private record Sample(double throughput, double cpuMicros) {}
}
