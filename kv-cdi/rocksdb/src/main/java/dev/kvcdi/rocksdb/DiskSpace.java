package dev.kvcdi.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The room on a file system. */
final class DiskSpace {

    private static final System.Logger LOGGER = System.getLogger(DiskSpace.class.getName());

    /** Less than this is as good as nothing: file systems keep a little back. */
    private static final long FULL_BYTES = 1 << 20;

    private DiskSpace() {}

    /** Tells whether the file system of a path, or of what there is above it, has no room left. */
    static boolean isFull(Path path) {
        return usableBytes(path) < FULL_BYTES;
    }

    /** Returns how much may be written on the file system of a path; {@link Long#MAX_VALUE} when it does not tell. */
    static long usableBytes(Path path) {
        Path existing = path.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The file system of " + path + " does not tell its free space", e);
            return Long.MAX_VALUE;
        }
    }
}
