package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * RocksDB's native library, loaded from a copy of this class loader's own that is deleted at once.
 *
 * <p>A JVM loads one file into one class loader only, so that a second deployment needs a file of its own. RocksDB's own extraction
 * leaves its copy behind until the server ends, 17 MB each deployment. A copy once loaded stays mapped until the server ends, and so
 * do its 17 MB of the temporary folder's disk, though it has no name there any more: see {@link ElfLibrary}.
 */
final class NativeLibrary {

    /** What is copied at a time. The JDK's own copying takes 8 KB, and a fifth more processor time for the library's 17 MB. */
    private static final int PIECE_BYTES = 64 << 10;

    private static final Object LOADING = new Object();

    private NativeLibrary() {}

    /**
     * Loads the library unless this class loader has it.
     *
     * @throws EngineException if it cannot be loaded
     */
    static void load() {
        synchronized (LOADING) {
            if (RocksDB.rocksdbVersion() != null) {
                return;
            }
            TemporaryFolders.deleteAbandoned();
            Path folder = TemporaryFolders.create();
            try {
                copy(folder);
                RocksDB.loadLibrary(List.of(folder.toString()));
            } catch (IOException e) {
                throw new EngineException(
                        Kind.UNAVAILABLE,
                        "RocksDB's native library could not be copied to " + folder
                                + ": give the server's temporary folder (java.io.tmpdir) 20 MB of room and write access",
                        e);
            } catch (UnsatisfiedLinkError e) {
                throw new EngineException(
                        Kind.UNAVAILABLE,
                        "RocksDB's native library could not be loaded from " + folder
                                + ": programs must be allowed to run from the server's temporary folder (java.io.tmpdir, mounted"
                                + " without noexec)",
                        e);
            } finally {
                TemporaryFolders.delete(folder);
            }
        }
    }

    private static void copy(Path folder) throws IOException {
        String resource = Environment.getJniLibraryFileName("rocksdb");
        URL found = RocksDB.class.getResource("/" + resource);
        if (found == null) {
            throw new EngineException(
                    Kind.UNSUPPORTED,
                    "RocksDB has no native library for this machine (" + resource
                            + "): use another driver, or a supported machine",
                    null);
        }
        URLConnection connection = found.openConnection();
        // A cached jar is shared with the class loaders of other applications, and closed with the first of them.
        connection.setUseCaches(false);
        try (InputStream library = connection.getInputStream()) {
            Path file = folder.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
            try (OutputStream copy = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                byte[] piece = new byte[PIECE_BYTES];
                for (int length = library.read(piece); length >= 0; length = library.read(piece)) {
                    copy.write(piece, 0, length);
                }
            }
            ElfLibrary.isolate(file);
        }
    }
}
