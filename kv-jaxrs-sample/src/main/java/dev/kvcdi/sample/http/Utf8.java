package dev.kvcdi.sample.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Text that is what its bytes say. Java's own decoding puts U+FFFD in the place of what it cannot decode. */
public final class Utf8 {

    private Utf8() {}

    /**
     * Tells whether a text can be encoded: one with half of a surrogate pair cannot.
     *
     * @param text the text
     * @return whether it can
     */
    public static boolean canEncode(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    /**
     * Returns the text that these bytes are.
     *
     * @param bytes the bytes
     * @return the text, empty when the bytes are no well-formed UTF-8
     */
    public static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
