package dev.kvcdi.nats;

import dev.kvcdi.spi.Key;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Where the next part of a listing begins.
 *
 * @param end the stream's last sequence when the listing began: what was rewritten since is behind it
 * @param at the last sequence that was read, up to {@code end}
 * @param after once {@code end} is reached: the digest of the last key that was listed of those behind it, in the order of digests; empty
 *     before the first
 */
record ListingPosition(long end, long at, String after) {

    private static final byte FORMAT = 1;
    private static final int DIGEST_BYTES = 16;
    private static final int HEADER_BYTES = 1 + Integer.BYTES + 2 * Long.BYTES;

    /** Reads a position of a listing, which may have been made by anybody. */
    static ListingPosition read(byte[] bytes, int mark) {
        if ((bytes.length == HEADER_BYTES || bytes.length == HEADER_BYTES + DIGEST_BYTES) && bytes[0] == FORMAT) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
            int marked = buffer.getInt();
            long end = buffer.getLong();
            long at = buffer.getLong();
            if (marked == mark && at >= 0 && at <= end && end < Long.MAX_VALUE) {
                byte[] after = new byte[buffer.remaining()];
                buffer.get(after);
                return new ListingPosition(end, at, HexFormat.of().formatHex(after));
            }
        }
        throw new IllegalArgumentException("The position is none of this listing");
    }

    byte[] bytes(int mark) {
        byte[] last = HexFormat.of().parseHex(after);
        return ByteBuffer.allocate(HEADER_BYTES + last.length)
                .put(FORMAT)
                .putInt(mark)
                .putLong(end)
                .putLong(at)
                .put(last)
                .array();
    }

    /** Tells listings of a bucket apart; also from those of the stream that had its name before. */
    static int mark(NatsBucket bucket, String prefix) {
        CRC32C sum = new CRC32C();
        sum.update(bucket.stream().getBytes(StandardCharsets.UTF_8));
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, bucket.traits().incarnation()));
        sum.update(prefix.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    /** Returns what orders a key behind the end: a position has no room for the key itself. */
    static String digest(Key key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.utf8());
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    boolean inTail() {
        return at == end;
    }
}
