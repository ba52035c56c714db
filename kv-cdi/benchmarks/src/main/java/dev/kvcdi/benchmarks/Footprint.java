package dev.kvcdi.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows for start and memory, each measured by {@link FootprintProbe} in a process of its own. */
final class Footprint {

    private static final int PROCESSES = 5;

    /** What an application with RocksDB brings, and these classes. */
    private static final Pattern OF_ROCKSDB = Pattern.compile("classes$|/core/|/rocksdb/|rocksdbjni");

    List<String> rows() {
        List<String> rows = new ArrayList<>();
        rows.add("| footprint (" + PROCESSES + " processes) | median | bare RocksDB | bar | |");
        rows.add("| --- | --- | --- | --- | --- |");
        List<long[]> probes = new ArrayList<>();
        List<long[]> bare = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            probes.add(probe());
            bare.add(probe("bare"));
        }
        long first = median(probes, 0);
        long again = median(probes, 1);
        long resident = median(probes, 2);
        long allowed = median(probes, 3);
        rows.add(row(
                "first open to first get, native library extracted",
                first / 1_000,
                median(bare, 0) / 1_000 + " ms",
                250,
                "ms"));
        rows.add(row("open to first get, library loaded", again / 1_000, median(bare, 1) / 1_000 + " ms", 30, "ms"));
        rows.add(row("resident memory after 200,000 gets and 400,000 sets", resident, "", allowed, "MB"));
        return rows;
    }

    private static String row(String name, long value, String bare, long bar, String unit) {
        return "| " + name + " | " + value + " " + unit + " | " + bare + " | ≤ " + bar + " " + unit + " | "
                + (value <= bar ? "holds" : "**missed**") + " |";
    }

    private static long median(List<long[]> probes, int column) {
        return probes.stream().mapToLong(probe -> probe[column]).sorted().toArray()[probes.size() / 2];
    }

    private static String classPath() {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(OF_ROCKSDB.asPredicate())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static long[] probe(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-Dkv.bench.dir=" + System.getProperty("kv.bench.dir", "target"),
                "-cp",
                classPath(),
                FootprintProbe.class.getName()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The probe failed: " + output);
            }
            String last = output.lines().reduce("", (before, line) -> line);
            return Pattern.compile(" ")
                    .splitAsStream(last)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
