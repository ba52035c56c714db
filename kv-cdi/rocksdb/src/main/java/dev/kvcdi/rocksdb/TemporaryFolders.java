package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Short-lived folders of this process below {@code java.io.tmpdir}, which bear the process's id so that a later one can tell a leftover. */
final class TemporaryFolders {

    private static final System.Logger LOGGER = System.getLogger(TemporaryFolders.class.getName());

    private static final String PREFIX = "kv-cdi-rocksdb-";
    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "(\\d{1,18})-.*");

    /** Processes of other containers that share the folder cannot be seen: theirs are left alone while they may be loading. */
    private static final Duration MINIMUM_AGE = Duration.ofMinutes(10);

    private TemporaryFolders() {}

    static Path create() {
        try {
            return Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE,
                    "No folder could be made in the server's temporary folder (java.io.tmpdir, "
                            + System.getProperty("java.io.tmpdir")
                            + "), which RocksDB's native library needs for a moment:"
                            + " give it 20 MB of room and write access",
                    e);
        }
    }

    /** Deletes the folders of processes that died while loading. */
    static void deleteAbandoned() {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), PREFIX + "*")) {
            for (Path folder : found) {
                if (isAbandoned(folder)) {
                    delete(folder);
                }
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "Leftovers of earlier processes were not looked for", e);
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getLastModifiedTime(folder)
                        .toInstant()
                        .isBefore(Instant.now().minus(MINIMUM_AGE));
    }

    /** Deletes a folder and its files, as far as the operating system lets us: Windows keeps a loaded library. */
    static void delete(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The folder " + folder + " stays until the server starts again", e);
        }
    }
}
