package dev.kvcdi.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Digests of several parts, and the form in which texts have them. */
public final class Digests {

    private Digests() {}

    /**
     * Returns a new SHA-256 digest.
     *
     * @return the digest, for use by one thread
     */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * Adds a text after its length, so that texts which are cut at other places make another digest.
     *
     * @param digest what it is added to
     * @param part the text
     */
    public static void updateWithLength(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    /**
     * Returns bytes as text that stands in a URL as it is.
     *
     * @param bytes the bytes
     * @return base64url without padding
     */
    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
