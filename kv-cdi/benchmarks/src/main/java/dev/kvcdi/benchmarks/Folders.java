package dev.kvcdi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folders that the engines of a benchmark write to, gone when it ends. */
final class Folders {

    private Folders() {}

    /** Returns a fresh folder on the disk that {@code -Dkv.bench.dir} names, {@code target} by default. */
    static Path create(String purpose) {
        try {
            Path parent = Path.of(System.getProperty("kv.bench.dir", "target")).toAbsolutePath();
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, "bench-" + purpose + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
