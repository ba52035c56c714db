package dev.kvcdi.internal.view;

import dev.kvcdi.internal.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The cursors of one listing: base64url of a format byte, a digest, and the engine's position.
 *
 * <p>The digest is made of the store, the prefix and the position, so a cursor of another listing, or one that was changed on its way, is
 * refused. It is no signature, since a key for that would have to be kept and shared: who knows how it is made can make a cursor. Such a
 * cursor still cannot leave the prefix, for the engine checks every position against it, and the view every key.
 */
final class Cursors {

    private static final byte FORMAT = 1;
    private static final int DIGEST_BYTES = 12;
    private static final int HEADER_BYTES = 1 + DIGEST_BYTES;

    /** Longer than any cursor, to refuse early what a client sends. */
    private static final int MAX_LENGTH = 2_048;

    private final String store;
    private final String prefix;

    Cursors(String store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    String cursor(byte[] position) {
        byte[] bytes = ByteBuffer.allocate(HEADER_BYTES + position.length)
                .put(FORMAT)
                .put(digest(position))
                .put(position)
                .array();
        return Digests.base64(bytes);
    }

    byte[] position(String cursor) {
        byte[] bytes = decoded(cursor);
        if (bytes.length < HEADER_BYTES || bytes[0] != FORMAT) {
            throw refused(null);
        }
        byte[] position = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
        if (!cursor(position).equals(cursor)) {
            throw refused(null);
        }
        return position;
    }

    private static byte[] decoded(String cursor) {
        if (cursor.length() > MAX_LENGTH) {
            throw refused(null);
        }
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    static IllegalArgumentException refused(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The cursor is none that this store gave for this prefix; begin again without a cursor", cause);
    }

    private byte[] digest(byte[] position) {
        MessageDigest sha = Digests.sha256();
        Digests.updateWithLength(sha, store);
        Digests.updateWithLength(sha, prefix);
        return Arrays.copyOf(sha.digest(position), DIGEST_BYTES);
    }
}
