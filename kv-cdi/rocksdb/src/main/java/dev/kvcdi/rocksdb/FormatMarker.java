package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * The file {@code format} of an application's folder: it says that a database was made here, in which format, and whether its writes
 * wait for the disk. It is read before RocksDB touches anything.
 *
 * @param synced whether all writes since the database was opened last waited for the disk
 * @param end the newest log as the last closing in order left it; empty before the first one
 */
record FormatMarker(boolean synced, Optional<LogEnd> end) {

    /** The format of folder and records. A newer one is left alone. */
    private static final int FORMAT = 1;

    private static final String NAME = "format";

    /**
     * Reads the marker of a folder.
     *
     * @return the marker, empty when no database was made here
     * @throws EngineException if a newer version made the database, or the marker is damaged
     */
    static Optional<FormatMarker> read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties values = new Properties();
        try {
            values.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw damaged(file);
        }
        String format = values.getProperty("format", "");
        if (!format.matches("[1-9][0-9]{0,8}")) {
            throw damaged(file);
        }
        if (Integer.parseInt(format) > FORMAT) {
            throw new EngineException(
                    Kind.UNSUPPORTED,
                    folder + " was written by a newer version of kv-cdi-rocksdb (format " + format + ", this one knows "
                            + FORMAT
                            + "): deploy that version or a newer one, or set another kv.rocksdb.path. Nothing was changed.",
                    null);
        }
        return Optional.of(new FormatMarker(
                Boolean.parseBoolean(values.getProperty("synced")),
                Optional.ofNullable(values.getProperty("end"))
                        .map(text -> LogEnd.parse(text).orElseThrow(() -> damaged(file)))));
    }

    private static EngineException damaged(Path file) {
        return new EngineException(
                Kind.CORRUPTION, file + " is damaged: restore the folder from a backup. Nothing was changed.", null);
    }

    /** Writes the marker so that it is there as a whole or not at all, also after a power cut. */
    void write(Path folder) throws IOException {
        String text = """
                # A database of kv-cdi-rocksdb: db holds RocksDB's files. To begin anew, stop the server and delete the whole folder.
                format=%d
                synced=%b
                """.formatted(FORMAT, synced)
                + end.map(log -> "end=" + log + "\n").orElse("");
        Path fresh = folder.resolve(NAME + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        FolderGuard.sync(folder);
    }
}
