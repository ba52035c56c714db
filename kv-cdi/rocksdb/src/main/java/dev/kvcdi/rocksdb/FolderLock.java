package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The lock of an application's folder, held as long as its database is open.
 *
 * <p>RocksDB has a lock too, but only the operating system's, which a process never refuses to itself: two applications of one server,
 * each with a native library of its own, would open one database twice and destroy it. Java's locks are the whole JVM's.
 *
 * <p>There are two files. On most systems a process that closes any channel of a file loses all of its locks on it, so an application
 * that is refused in the holder's server must not have opened the holder's {@code lock}. It is refused at {@code server-lock} before,
 * which the process may lose: who takes that then, in another process, still meets {@code lock}.
 */
final class FolderLock implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(FolderLock.class.getName());

    private static final String OWNER = "owner";

    private final FileChannel inServer;
    private final FileChannel channel;

    private FolderLock(FileChannel inServer, FileChannel channel) {
        this.inServer = inServer;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws EngineException if another holds it; the message says who
     */
    static FolderLock take(Path folder) throws IOException {
        FileChannel inServer = lock(folder, "server-lock");
        FileChannel channel = null;
        try {
            channel = lock(folder, "lock");
        } finally {
            if (channel == null) {
                inServer.close();
            }
        }
        describeOurselves(folder.resolve(OWNER));
        return new FolderLock(inServer, channel);
    }

    private static FileChannel lock(Path folder, String file) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new EngineException(
                        Kind.UNAVAILABLE,
                        folder + " is in use by another process (" + describe(folder.resolve(OWNER))
                                + "): end that one, or give this server another kv.rocksdb.path or this application another"
                                + " kv.application",
                        null);
            }
            taken = true;
            return channel;
        } catch (OverlappingFileLockException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE,
                    folder + " is in use in this same server (" + describe(folder.resolve(OWNER))
                            + "): an earlier deployment that is still closing frees it by itself; stores with different settings"
                            + " of their database need different paths, and applications different names (kv.application)",
                    e);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static String describe(Path owner) {
        Optional<String> text = Optional.empty();
        try {
            text = Optional.of(Files.readString(owner, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "It cannot be read who uses the folder", e);
        }
        return text.filter(known -> !known.isEmpty()).orElse("which did not say who it is");
    }

    /** Writes who holds the lock, for others' messages. Works without, as on a full disk. */
    private static void describeOurselves(Path owner) {
        try {
            Files.writeString(owner, "process " + ProcessHandle.current().pid() + " since " + Instant.now() + "\n");
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "It cannot be written who uses the folder", e);
        }
    }

    @Override
    public void close() {
        close(channel);
        close(inServer);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The lock was not closed properly", e);
        }
    }
}
