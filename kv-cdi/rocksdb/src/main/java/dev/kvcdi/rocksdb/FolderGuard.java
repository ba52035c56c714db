package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes folders that are the server's user's alone, and refuses places where another user could put something else in their stead: a
 * symbolic link, a folder of another user, a parent that everyone may write to (unless it is sticky, as {@code /tmp} is).
 *
 * <p>Links above the configured path are the administrator's, and followed; what they lead through is checked too. File systems without
 * POSIX permissions, as those of Windows, inherit who may do what from the parent folder; nothing is checked there.
 */
final class FolderGuard {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private static final int STICKY = 0_1000;
    private static final int WRITABLE_BY_OTHERS = 0_0002;

    private FolderGuard() {}

    /**
     * Makes a folder and what is missing above it.
     *
     * @return the folder, without links in its path
     */
    static Path createRoot(Path root) throws IOException {
        refuseLink(root, "set kv.rocksdb.path to where it leads");
        for (Path parent = root; parent != null; parent = parent.getParent()) {
            if (Files.exists(parent)) {
                refuseWritableByOthers(parent);
            }
        }
        Path existing = root;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        Files.createDirectories(root, ownerOnly());
        sync(existing);
        Path real = root.toRealPath();
        for (Path parent = real; parent != null; parent = parent.getParent()) {
            refuseWritableByOthers(parent);
        }
        return real;
    }

    /**
     * Makes a folder in another, or sees to it that the one that is there is ours alone.
     *
     * @return the folder
     */
    static Path createPrivate(Path parent, String name) throws IOException {
        Path folder = parent.resolve(name);
        try {
            Files.createDirectory(folder, ownerOnly());
            sync(parent);
        } catch (FileAlreadyExistsException e) {
            refuseLink(folder, "replace the link by a folder, or set another kv.rocksdb.path");
            if (!Files.isDirectory(folder)) {
                throw refused(folder + " is no folder: remove it, or set another kv.rocksdb.path", e);
            }
            refuseStranger(folder);
            if (POSIX && !Files.getPosixFilePermissions(folder).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(folder, OWNER_ONLY);
            }
        }
        return folder;
    }

    /** Refuses symbolic links among the files of a folder. */
    static void refuseLinksIn(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                refuseLink(file, "replace the link by the file");
            }
        }
    }

    /** Brings the names in a folder to the disk. */
    static void sync(Path folder) throws IOException {
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void refuseLink(Path path, String remedy) {
        if (Files.isSymbolicLink(path)) {
            throw refused(path + " is a symbolic link, which another user may redirect: " + remedy, null);
        }
    }

    private static void refuseWritableByOthers(Path folder) throws IOException {
        if (!POSIX) {
            return;
        }
        int mode = (int) Files.getAttribute(folder, "unix:mode");
        if ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
            throw refused(
                    "Every user may write to " + folder + " and replace what is in it: chmod o-w it, or set another"
                            + " kv.rocksdb.path",
                    null);
        }
    }

    private static void refuseStranger(Path folder) throws IOException {
        Optional<Object> user = user();
        if (user.isPresent() && !user.get().equals(Files.getAttribute(folder, "unix:uid"))) {
            throw refused(
                    folder + " belongs to the user " + Files.getOwner(folder)
                            + ", not to the server's: change its owner, or set" + " another kv.rocksdb.path",
                    null);
        }
    }

    /** Returns the id of the server's user, where the operating system tells it without a file being written. */
    private static Optional<Object> user() throws IOException {
        Path self = Path.of("/proc/self");
        return POSIX && Files.exists(self, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.getAttribute(self, "unix:uid"))
                : Optional.empty();
    }

    private static EngineException refused(String message, @Nullable Throwable cause) {
        return new EngineException(Kind.ACCESS_DENIED, message, cause);
    }
}
