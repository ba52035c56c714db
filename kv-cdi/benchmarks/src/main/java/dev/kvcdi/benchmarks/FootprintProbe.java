package dev.kvcdi.benchmarks;

import dev.kvcdi.KVStore;
import dev.kvcdi.se.KVRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Measures start and memory of this process, and prints them as one line of numbers; or the start of bare RocksDB, with an argument. */
final class FootprintProbe {

    private static final long CACHE_AND_BUFFERS_MB = 128;
    private static final long MEMTABLE_MB = 32;
    private static final long ALLOWANCE_MB = 80;

    private FootprintProbe() {}

    public static void main(String[] args) throws IOException {
        // A server has logged before: what the JDK loads for its first line is not counted.
        System.getLogger("dev.kvcdi.benchmarks").log(System.Logger.Level.INFO, "{0}", FootprintProbe.class.getName());
        if (args.length > 0) {
            System.out.println(openAndGetBare() + " " + openAndGetBare());
            return;
        }
        Path folder = Folders.create("footprint");
        long first = openAndGet(folder);
        long again = openAndGet(folder);
        try (KVRuntime runtime = runtime(folder)) {
            KVStore store = runtime.store("default");
            Workload workload = new Workload(200_000);
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < 400_000; i++) {
                store.set(workload.randomKey(random), workload.randomValue(random));
            }
            for (int i = 0; i < 200_000; i++) {
                store.get(workload.randomKey(random));
            }
            long heap = Runtime.getRuntime().totalMemory() >> 20;
            long allowed = heap + CACHE_AND_BUFFERS_MB + 2 * MEMTABLE_MB + ALLOWANCE_MB;
            System.out.println(first + " " + again + " " + residentMegabytes() + " " + allowed);
        }
        Folders.delete(folder);
    }

    private static KVRuntime runtime(Path folder) {
        return KVRuntime.builder()
                .application("benchmark")
                .property("kv.driver", "rocksdb")
                .property("kv.rocksdb.path", folder.toString())
                .property("kv.rocksdb.sync", "false")
                .start();
    }

    /** Returns the microseconds from nothing to the first answer. */
    private static long openAndGet(Path folder) {
        long start = System.nanoTime();
        try (KVRuntime runtime = runtime(folder)) {
            runtime.store("default").get("key");
            return (System.nanoTime() - start) / 1_000;
        }
    }

    /** The same, without us. */
    private static long openAndGetBare() {
        long start = System.nanoTime();
        try (RawStore store = new RawStore(false)) {
            store.get("key");
            return (System.nanoTime() - start) / 1_000;
        }
    }

    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }
}
