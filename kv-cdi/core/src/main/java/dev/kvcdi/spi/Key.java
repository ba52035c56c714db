package dev.kvcdi.spi;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A legal key, as text and as UTF-8: 1 to {@value #MAX_BYTES} bytes, without lone surrogates. Equal texts make equal keys; nothing is
 * normalized.
 */
public final class Key {

    /** The most bytes of UTF-8 that a key has. */
    public static final int MAX_BYTES = 1_024;

    private final String text;
    private final byte[] utf8;

    private Key(String text, byte[] utf8) {
        this.text = text;
        this.utf8 = utf8;
    }

    /**
     * Returns the key of a text.
     *
     * @param text the text
     * @return the key, empty when the text is empty, too long or has a lone surrogate
     */
    public static Optional<Key> of(String text) {
        if (text.isEmpty() || text.length() > MAX_BYTES) {
            return Optional.empty();
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // A lone surrogate is encoded as one '?' byte: the text is then no longer what the bytes say.
        boolean legal =
                utf8.length <= MAX_BYTES && (utf8.length == text.length() ? !hasSurrogate(text) : encodes(text));
        return legal ? Optional.of(new Key(text, utf8)) : Optional.empty();
    }

    /**
     * Returns the key of the UTF-8 that a store keeps.
     *
     * @param utf8 the bytes, copied
     * @return the key, empty when they are no legal key
     */
    public static Optional<Key> ofUtf8(byte[] utf8) {
        if (utf8.length == 0 || utf8.length > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return Optional.of(new Key(text, utf8.clone()));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean encodes(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(CharBuffer.wrap(text));
    }

    /**
     * Returns the key as text.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * Returns the key's UTF-8. The array is the key's own and must not be changed.
     *
     * @return 1 to {@value #MAX_BYTES} bytes
     */
    public byte[] utf8() {
        return utf8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the key's length only, since a key may be confidential. */
    @Override
    public String toString() {
        return "Key[" + utf8.length + " bytes]";
    }
}
