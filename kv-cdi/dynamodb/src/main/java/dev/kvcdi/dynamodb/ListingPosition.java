package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.Key;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where the next part of a listing begins: behind a key. A key that begins with the listing's prefix stands there as it is. Another one,
 * where a part ends that had nothing to list, is sealed, since whoever lists a prefix must not learn of other keys: enciphered under
 * the table's id, which only the table's users can ask for.
 */
final class ListingPosition {

    /** The first byte of a sealed position, which begins no UTF-8. */
    private static final byte SEALED = (byte) 0xFE;

    private static final int IV_BYTES = 16;
    private static final int HEADER_BYTES = 1 + IV_BYTES;
    private static final int KEY_BYTES = 16;

    private final SecretKeySpec cipherKey;
    private final SecretKeySpec macKey;

    /**
     * @param table the table's name
     * @param id its id, which another table of that name does not have
     */
    ListingPosition(String table, String id) {
        byte[] secret = sha(("kv-cdi position\n" + table + "\n" + id).getBytes(StandardCharsets.UTF_8));
        this.cipherKey = new SecretKeySpec(secret, 0, KEY_BYTES, "AES");
        this.macKey = new SecretKeySpec(secret, KEY_BYTES, KEY_BYTES, "HmacSHA256");
    }

    /** Returns the position behind a key, empty where a sealed one would be longer than a position may be. */
    Optional<byte[]> behind(String key, String prefix) {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        if (key.startsWith(prefix) && utf8.length <= Key.MAX_BYTES) {
            return Optional.of(utf8);
        }
        return utf8.length + HEADER_BYTES <= Key.MAX_BYTES ? Optional.of(seal(utf8, prefix)) : Optional.empty();
    }

    /**
     * Returns the key of a position, which may have been made by anybody.
     *
     * @throws IllegalArgumentException if it is no position of this listing
     */
    String read(byte[] position, String prefix) {
        if (position.length > HEADER_BYTES && position[0] == SEALED) {
            return open(position, prefix);
        }
        return Key.ofUtf8(position)
                .map(Key::text)
                .filter(key -> key.startsWith(prefix))
                .orElseThrow(ListingPosition::refused);
    }

    /** The initial vector is made of what is sealed, so that it also tells whether that was changed. */
    private byte[] seal(byte[] utf8, String prefix) {
        byte[] iv = iv(utf8, prefix);
        byte[] sealed = new byte[HEADER_BYTES + utf8.length];
        sealed[0] = SEALED;
        System.arraycopy(iv, 0, sealed, 1, IV_BYTES);
        byte[] text = cipher(utf8, iv);
        System.arraycopy(text, 0, sealed, HEADER_BYTES, text.length);
        return sealed;
    }

    private String open(byte[] position, String prefix) {
        byte[] iv = Arrays.copyOfRange(position, 1, HEADER_BYTES);
        byte[] utf8 = cipher(Arrays.copyOfRange(position, HEADER_BYTES, position.length), iv);
        if (!MessageDigest.isEqual(iv, iv(utf8, prefix))) {
            throw refused();
        }
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Enciphers and deciphers, which is the same in this mode. */
    private byte[] cipher(byte[] bytes, byte[] iv) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, cipherKey, new IvParameterSpec(iv));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES", e);
        }
    }

    private byte[] iv(byte[] utf8, String prefix) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(macKey);
            mac.update(sha(prefix.getBytes(StandardCharsets.UTF_8)));
            return Arrays.copyOf(mac.doFinal(utf8), IV_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] sha(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException("The position is none of this listing");
    }
}
