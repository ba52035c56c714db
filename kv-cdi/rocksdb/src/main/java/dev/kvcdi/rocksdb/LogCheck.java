package dev.kvcdi.rocksdb;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Tells a damaged log from one whose last record was being written when the process or the machine stopped.
 *
 * <p>RocksDB takes the first record that it cannot read for the end of the log, so that one bad bit silently takes everything that was
 * acknowledged after it. Where every write waited for the disk, at most the last record can be unfinished: it ends with the file, or
 * sectors of it were never written and are zero. Anything else that cannot be read is damage.
 *
 * <p>The format: blocks of 32 KB; in them records of a masked CRC-32C (4 bytes), length (2), type (1) and data, little-endian; a
 * record is whole, or the first, a middle or the last part of one; what is too short for a header is left at the end of a block. The
 * list of files, MANIFEST, has the same format.
 */
final class LogCheck {

    private static final int BLOCK = 32 * 1_024;
    private static final int SECTOR = 512;
    private static final int HEADER = 7;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;
    private static final int HIGHEST_TYPE = 10;
    private static final int PREDECESSOR = 130;
    private static final int MASK_DELTA = 0xa282ead8;

    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();
    private final FileChannel file;
    private final long size;

    private LogCheck(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    /**
     * Returns where a log is damaged.
     *
     * @return the position of the first damaged record, empty when there is none
     */
    static OptionalLong damage(Path log) throws IOException {
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ)) {
            return new LogCheck(file).damage();
        }
    }

    private OptionalLong damage() throws IOException {
        for (long start = 0; start < size; start += BLOCK) {
            read(start);
            int bad = firstUnreadable(0);
            if (bad < block.limit()) {
                return isUnfinished(start, bad) ? OptionalLong.empty() : OptionalLong.of(start + bad);
            }
        }
        return OptionalLong.empty();
    }

    private void read(long start) throws IOException {
        block.clear().limit((int) Math.min(BLOCK, size - start));
        while (block.hasRemaining()) {
            if (file.read(block, start + block.position()) < 0) {
                throw new EOFException("The log became shorter while it was read");
            }
        }
        block.flip();
    }

    /** Returns the position in the block of the first record that cannot be read; the block's end when there is none. */
    private int firstUnreadable(int from) {
        int position = from;
        while (BLOCK - position >= HEADER && position < block.limit()) {
            if (!isReadable(position)) {
                return position;
            }
            position += HEADER + length(position);
        }
        return block.limit();
    }

    private boolean isReadable(int position) {
        int end = position + HEADER + length(position);
        return block.limit() - position >= HEADER
                && isKnown(type(position))
                && end <= block.limit()
                && checksum(position + HEADER - 1, end) == block.getInt(position);
    }

    private int length(int position) {
        return block.limit() - position >= HEADER ? block.getShort(position + 4) & 0xFFFF : 0;
    }

    private int type(int position) {
        return block.get(position + 6) & 0xFF;
    }

    private static boolean isKnown(int type) {
        return (type >= 1 && type <= HIGHEST_TYPE) || type == PREDECESSOR;
    }

    private int checksum(int from, int to) {
        crc.reset();
        crc.update(block.array(), from, to - from);
        int value = (int) crc.getValue();
        return (value >>> 15 | value << 17) + MASK_DELTA;
    }

    /** Tells whether what cannot be read is the last record, not yet written to its end. */
    private boolean isUnfinished(long start, int bad) throws IOException {
        boolean cutOff = start + block.limit() == size;
        if (cutOff && block.limit() - bad >= HEADER && checksum(bad + HEADER - 1, block.limit()) == block.getInt(bad)) {
            // Whole to the end of the file but for its length.
            return false;
        }
        int end = bad + HEADER + length(bad);
        boolean unwritten = (end > block.limit() && cutOff) || hasZeroSector(start, bad, Math.min(end, block.limit()));
        return unwritten && !isFollowed(start, bad);
    }

    /** Tells whether a part of the record that fills a sector, or what the record has of it, is zero. */
    private boolean hasZeroSector(long start, int from, int to) {
        int position = from;
        while (position < to) {
            int sectorEnd = (int) ((start + position) / SECTOR * SECTOR + SECTOR - start);
            int end = Math.min(sectorEnd, to);
            int zero = position;
            while (zero < end && block.get(zero) == 0) {
                zero++;
            }
            if (zero == end) {
                return true;
            }
            position = end;
        }
        return false;
    }

    /** Tells whether another record begins later: it was written when this one was complete. */
    private boolean isFollowed(long start, int bad) throws IOException {
        for (int position = bad + 1; position < block.limit(); position++) {
            if (begins(position)) {
                return true;
            }
        }
        for (long next = start + BLOCK; next < size; next += BLOCK) {
            read(next);
            int position = 0;
            while (position < block.limit() && isReadable(position)) {
                if (begins(position)) {
                    return true;
                }
                position += HEADER + length(position);
            }
        }
        return false;
    }

    private boolean begins(int position) {
        if (block.limit() - position < HEADER) {
            return false;
        }
        int type = type(position);
        return type != MIDDLE && type != LAST && isReadable(position);
    }
}
