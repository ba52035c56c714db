package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An application's folder while its database is open: {@code db} is RocksDB's, beside it are {@code format}, {@code lock}, {@code
 * server-lock}, {@code owner} and {@code reserve}.
 */
final class DataFolder implements AutoCloseable {

    private static final String DATABASE = "db";

    private final Path folder;
    private final FolderLock lock;
    private final Optional<FormatMarker> marker;

    private DataFolder(Path folder, FolderLock lock, Optional<FormatMarker> marker) {
        this.folder = folder;
        this.lock = lock;
        this.marker = marker;
    }

    /**
     * Makes the folder, or takes the one that is there, after checking that it is safe, free and whole.
     *
     * @throws EngineException if it is not; nothing is held then
     */
    static DataFolder take(RocksDbConfig config, System.Logger logger) {
        try {
            Path folder = FolderGuard.createPrivate(FolderGuard.createRoot(config.root()), config.application());
            FolderGuard.refuseLinksIn(folder);
            FolderLock lock = FolderLock.take(folder);
            boolean taken = false;
            try {
                Optional<FormatMarker> marker = FormatMarker.read(folder);
                DataFolder taking = new DataFolder(folder, lock, marker);
                taking.prepare(config.sync(), logger);
                taken = true;
                return taking;
            } finally {
                if (!taken) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw unusable(config.folder(), e);
        }
    }

    private void prepare(boolean sync, System.Logger logger) throws IOException {
        Path database = FolderGuard.createPrivate(folder, DATABASE);
        FolderGuard.refuseLinksIn(database);
        if (marker.isPresent()) {
            new DatabaseCheck(database, logger).check(marker.get());
            if (!sync && wasSynced()) {
                new FormatMarker(false, end()).write(folder);
            }
        }
    }

    private static EngineException unusable(Path folder, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new EngineException(
                    Kind.ACCESS_DENIED,
                    "The server's user (" + System.getProperty("user.name") + ") may not use " + folder + " ("
                            + e.getMessage() + "): give it the folder, or set another kv.rocksdb.path",
                    e);
        }
        if (DiskSpace.isFull(folder)) {
            return new EngineException(
                    Kind.STORAGE_FULL, "The file system of " + folder + " is full: free space on it", e);
        }
        return new EngineException(
                Kind.STORAGE,
                folder + " cannot be used (" + e
                        + "): check the disk and the file system, or set another kv.rocksdb.path",
                e);
    }

    /** Returns RocksDB's folder. */
    Path database() {
        return folder.resolve(DATABASE);
    }

    /** Returns the space that is kept aside. */
    ReserveFile reserve(long bytes) {
        return new ReserveFile(folder.resolve("reserve"), bytes);
    }

    /** Tells whether no database was made here yet. */
    boolean isNew() {
        return marker.isEmpty();
    }

    /** Tells whether every write since the database was opened last waited for the disk. */
    boolean wasSynced() {
        return marker.map(FormatMarker::synced).orElse(false);
    }

    private Optional<LogEnd> end() {
        return marker.flatMap(FormatMarker::end);
    }

    /**
     * Notes that the database is open.
     *
     * @throws EngineException if it cannot be noted
     */
    void opened(boolean sync) {
        if (marker.isPresent() && wasSynced() == sync) {
            return;
        }
        try {
            new FormatMarker(sync, end()).write(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Notes that the database was closed in order. Where that fails, the next opening merely checks less. */
    void closed(boolean sync, System.Logger logger) {
        try {
            new FormatMarker(sync, LogEnd.of(database())).write(folder);
        } catch (IOException e) {
            logger.log(System.Logger.Level.DEBUG, "It could not be noted that " + folder + " was closed in order", e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
