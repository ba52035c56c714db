package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Makes our failures of RocksDB's, with the database's folder and what to do. */
final class RocksDbErrors {

    private final Path folder;

    RocksDbErrors(Path folder) {
        this.folder = folder;
    }

    /** Returns the failure of a read. */
    EngineException read(RocksDBException e) {
        Kind kind = kind(e);
        return new EngineException(kind, "Reading from " + folder + " failed. " + remedy(kind) + native_(e), e);
    }

    /** Returns the failure of opening the database or a column family. */
    EngineException open(RocksDBException e) {
        Kind kind = kind(e);
        return new EngineException(kind, "Opening " + folder + " failed. " + remedy(kind) + native_(e), e);
    }

    /** Returns the failure of closing, after which acknowledged writes may be missing. */
    EngineException close(RocksDBException e) {
        Kind kind = kind(e);
        return new EngineException(
                kind, "Closing " + folder + " failed; the last writes may be lost. " + remedy(kind) + native_(e), e);
    }

    /** Returns the failure of a write. */
    EngineException write(RocksDBException e) {
        Kind kind = kind(e);
        return new EngineException(kind, "Writing to " + folder + " failed. " + remedy(kind) + native_(e), e);
    }

    private static Kind kind(RocksDBException e) {
        @Nullable Status status = e.getStatus();
        if (status == null) {
            return Kind.STORAGE;
        }
        if (status.getSubCode() == Status.SubCode.NoSpace) {
            return Kind.STORAGE_FULL;
        }
        return switch (status.getCode()) {
            case Corruption -> Kind.CORRUPTION;
            default -> Kind.STORAGE;
        };
    }

    private static String remedy(Kind kind) {
        return switch (kind) {
            case CORRUPTION ->
                "Files of the database are damaged or missing: restore the folder from a backup. Nothing was"
                        + " repaired or deleted.";
            case STORAGE_FULL ->
                "The file system is full: free space on it. Reads go on, and writes work again by themselves.";
            default -> "Check the disk, the file system and the permissions; the store tries again by itself.";
        };
    }

    private static String native_(RocksDBException e) {
        return " (RocksDB: " + e.getMessage() + ")";
    }
}
