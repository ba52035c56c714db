package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in comes out, or is refused. */
class TextCodecTest {

    private final TextCodec codec = TextCodec.INSTANCE;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "?",
                "é",
                "\0",
                "\uFFFD",
                "a\uFFFDb",
                "\uFFFE\uFFFF",
                "\uFEFF",
                "😀",
                "e\u0301",
                "\uDBFF\uDFFF"
            })
    void decode_ofEncodedText_givesItBack(String text) {
        assertThat(codec.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(codec.decode(codec.encode(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83D", "\uD83Da", "\uDE00\uD83D", "é\uD83D?", "😀\uDE00"})
    void encode_ofALoneSurrogate(String text) {
        assertThatExceptionOfType(UncodableException.class).isThrownBy(() -> codec.encode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "ff", "c3", "c080", "eda0bd", "eda0bdedb880", "f5808080", "6180", "e282", "efbfbd80"})
    void decode_ofWhatIsNoUtf8(String hex) {
        assertThatExceptionOfType(UncodableException.class)
                .isThrownBy(() -> codec.decode(HexFormat.of().parseHex(hex)));
    }

    @Test
    void decode_ofRandomBytes_agreesWithAStrictDecoder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(5)];
            random.nextBytes(bytes);
            try {
                String text = codec.decode(bytes);
                assertThat(codec.encode(text)).as("seed %d", seed).isEqualTo(bytes);
            } catch (UncodableException refused) {
                assertThat(new String(bytes, StandardCharsets.UTF_8))
                        .as("seed %d", seed)
                        .contains("\uFFFD");
            }
        }
    }

    @Test
    void encode_ofRandomText_givesItBackOrRefuses() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder chars = new StringBuilder();
            for (int length = random.nextInt(4); length > 0; length--) {
                chars.append((char) (random.nextBoolean() ? 0xD700 + random.nextInt(0xA00) : random.nextInt(0x10000)));
            }
            String text = chars.toString();
            boolean legal = StandardCharsets.UTF_8.newEncoder().canEncode(text);
            try {
                assertThat(codec.decode(codec.encode(text))).as("seed %d", seed).isEqualTo(text);
                assertThat(legal).as("seed %d", seed).isTrue();
            } catch (UncodableException refused) {
                assertThat(legal).as("seed %d", seed).isFalse();
            }
        }
    }
}
