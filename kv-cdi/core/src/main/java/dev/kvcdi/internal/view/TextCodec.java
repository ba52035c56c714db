package dev.kvcdi.internal.view;

import dev.kvcdi.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as strict UTF-8: what would not come back the same is refused, in both directions. */
final class TextCodec implements Codec<String> {

    static final TextCodec INSTANCE = new TextCodec();

    private static final char REPLACEMENT = '\uFFFD';

    private TextCodec() {}

    @Override
    public byte[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // A lone surrogate is encoded as '?'. Decoding again is vectorized where a look at each character is not.
        if (!new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            throw new UncodableException("the text has a lone surrogate, which UTF-8 cannot express", null);
        }
        return utf8;
    }

    @Override
    public String decode(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        // Only where the decoder may have replaced something is it worth asking whether it did.
        return text.indexOf(REPLACEMENT) < 0 ? text : strict(utf8);
    }

    private static String strict(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UncodableException("they are not UTF-8", e);
        }
    }
}
