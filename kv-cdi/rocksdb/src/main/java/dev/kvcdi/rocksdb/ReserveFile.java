package dev.kvcdi.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of nothing that keeps space aside: on a full disk RocksDB cannot even be opened, as it has to write out its log first. */
final class ReserveFile {

    private static final System.Logger LOGGER = System.getLogger(ReserveFile.class.getName());

    private static final int PIECE = 1 << 20;

    private final Path file;
    private final long bytes;

    ReserveFile(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Makes the file as large as it should be. Its bytes are written, as a file with a hole in it keeps nothing aside.
     *
     * @return whether it is
     */
    synchronized boolean fill() {
        try {
            if (bytes == 0) {
                Files.deleteIfExists(file);
                return true;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.truncate(bytes);
                channel.position(channel.size());
                write(channel);
                channel.force(true);
            }
            return true;
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "There is no room to be kept aside", e);
            release();
            return false;
        }
    }

    private void write(FileChannel channel) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (channel.position() < bytes) {
            piece.clear().limit((int) Math.min(PIECE, bytes - channel.position()));
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
        }
    }

    /**
     * Frees the space.
     *
     * @return whether there was any
     */
    synchronized boolean release() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            RocksDbMessage.RESERVE_STAYS.logThrown(LOGGER, e, file);
            return false;
        }
    }
}
