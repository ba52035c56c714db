package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Makes our failures of RocksDB's, with the database's folder and what to do. */
final class RocksDbErrors {

    private static final System.Logger LOGGER = System.getLogger(RocksDbErrors.class.getName());

    /**
     * Failures that come before a record is whole in the log, or from a file that no write waits for. RocksDB's status says no more
     * than this text, so that any other text, of a later version too, counts as an unknown outcome.
     */
    private static final Pattern NOT_APPLIED = Pattern.compile(
            "(While (open a file for appending|appending to file): .*\\.log|While .*: .*\\.sst)(: .*)?");

    private final Path folder;

    RocksDbErrors(Path folder) {
        this.folder = folder;
    }

    /** Returns the database's folder. */
    Path folder() {
        return folder;
    }

    /** Returns the failure of a read. */
    EngineException read(RocksDBException e) {
        return failure("Reading from", kind(e), e);
    }

    /** Returns the failure of opening the database or a column family. */
    EngineException open(RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("lock hold by current process") || message.contains("While lock file")) {
            return new EngineException(
                    Kind.UNAVAILABLE,
                    folder + " is in use by another process, a server or a tool such as ldb: end it" + quote(e),
                    e);
        }
        Kind kind = kind(e);
        Optional<Path> inaccessible = kind == Kind.STORAGE ? inaccessible() : Optional.empty();
        if (inaccessible.isPresent()) {
            return new EngineException(
                    Kind.ACCESS_DENIED,
                    "The server's user (" + System.getProperty("user.name") + ") may not read and write "
                            + inaccessible.get() + ": give it the folder and all files in it" + quote(e),
                    e);
        }
        return failure("Opening", kind, e);
    }

    /** Returns the failure of closing, after which acknowledged writes may be missing. */
    EngineException close(RocksDBException e) {
        return failure("The last writes may be lost: closing", kind(e), e);
    }

    /** Returns the failure of a write, of the kind that tells whether it may have been applied. */
    EngineException write(RocksDBException e) {
        Kind kind = kind(e);
        if (kind == Kind.CORRUPTION || isNotApplied(e)) {
            return failure("Writing to", kind, e);
        }
        return new EngineException(
                Kind.OUTCOME_UNKNOWN,
                "Writing to " + folder + " failed when the write may have reached the disk: read it again. "
                        + remedy(kind) + quote(e),
                e);
    }

    /** Returns the failure of bringing the log to the disk, after which a power cut may take acknowledged writes. */
    EngineException sync(RocksDBException e) {
        return failure("Bringing the log to the disk in", kind(e), e);
    }

    /** Returns why writes are refused after this failure; none of those was applied. */
    EngineException refusal(RocksDBException e) {
        Kind kind = kind(e);
        return new EngineException(
                kind,
                "Writes to " + folder + " are refused since one failed, or a sync of the log. " + remedy(kind)
                        + quote(e),
                e);
    }

    private EngineException failure(String what, Kind kind, RocksDBException e) {
        return new EngineException(kind, what + " " + folder + " failed. " + remedy(kind) + quote(e), e);
    }

    private static boolean isNotApplied(RocksDBException e) {
        return e.getMessage() != null && NOT_APPLIED.matcher(e.getMessage()).matches() && isIoError(e);
    }

    private static boolean isIoError(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.IOError;
    }

    static boolean isFull(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getSubCode() == Status.SubCode.NoSpace;
    }

    private static Kind kind(RocksDBException e) {
        @Nullable Status status = e.getStatus();
        if (status == null) {
            return Kind.STORAGE;
        }
        if (isFull(e)) {
            return Kind.STORAGE_FULL;
        }
        boolean missing = status.getCode() == Status.Code.IOError
                && String.valueOf(status.getState()).contains("No such file");
        return missing || status.getCode() == Status.Code.Corruption ? Kind.CORRUPTION : Kind.STORAGE;
    }

    private static String remedy(Kind kind) {
        return switch (kind) {
            case CORRUPTION ->
                "Files of the database are damaged or missing: stop the application and restore its folder from a"
                        + " backup. Nothing was repaired or deleted.";
            case STORAGE_FULL -> "The file system is full: free space on it. Writes then work again by themselves.";
            default -> "Check the disk and the file system; the store tries again by itself.";
        };
    }

    /** Returns a file of the database that the server's user may not read and write. */
    private Optional<Path> inaccessible() {
        if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
            return Optional.of(folder);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!Files.isReadable(file) || !Files.isWritable(file)) {
                    return Optional.of(file);
                }
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The files of " + folder + " cannot be listed", e);
        }
        return Optional.empty();
    }

    private static String quote(RocksDBException e) {
        return " (RocksDB: " + e.getMessage() + ")";
    }
}
