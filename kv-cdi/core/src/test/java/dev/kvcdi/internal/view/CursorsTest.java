package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kvcdi.KVStore;
import dev.kvcdi.Page;
import dev.kvcdi.internal.MemoryHarness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors are what clients send back, or make up. */
class CursorsTest {

    private final MemoryHarness harness = new MemoryHarness();
    private final KVStore store = harness.store();

    @BeforeEach
    void fill() {
        store.setAll(Map.of("a/1", "1", "a/2", "2", "a/3", "3", "ab", "secret", "b/1", "secret"));
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void page_followsCursorsToTheEnd() {
        List<String> keys = new ArrayList<>();
        String cursor = null;
        do {
            Page<String> page = store.page("a/", 1, cursor);
            page.entries().forEach(entry -> keys.add(entry.key()));
            cursor = page.nextCursor().orElse(null);
        } while (cursor != null);
        assertThat(keys).containsExactly("a/1", "a/2", "a/3");
    }

    @Test
    void page_sharesCursorsWithAPrefixedViewOfTheSameKeys() {
        String cursor = store.page("a/", 1, null).nextCursor().orElseThrow();
        assertThat(store.prefixed("a/").page("", 1, cursor).entries().get(0).key())
                .isEqualTo("2");
    }

    @Test
    void page_withTheCursorOfAnotherPrefix() {
        String cursor = store.page("a", 1, null).nextCursor().orElseThrow();
        assertRefused("a/", cursor);
        assertRefused("", cursor);
    }

    @Test
    void page_withTheCursorOfAnotherStore() {
        String cursor = new Cursors("others", "a/").cursor("a/1".getBytes(StandardCharsets.UTF_8));
        assertRefused("a/", cursor);
    }

    @Test
    void page_withStoreAndPrefixSplitElsewhere() {
        String cursor = new Cursors("thing", "sa/").cursor("a/1".getBytes(StandardCharsets.UTF_8));
        assertRefused("a/", cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AA", "====", "not a cursor", "a/1", "\0", "é", "AQ", "..", "%00"})
    void page_withWhatIsNoCursor(String cursor) {
        assertRefused("a/", cursor);
    }

    @Test
    void page_withAnEndlessCursor() {
        assertRefused("a/", "A".repeat(1_000_000));
    }

    @Test
    void page_withAnyBitFlipped() {
        byte[] cursor = Base64.getUrlDecoder()
                .decode(store.page("a/", 1, null).nextCursor().orElseThrow());
        for (int bit = 0; bit < 8 * cursor.length; bit++) {
            byte[] forged = cursor.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused("a/", Base64.getUrlEncoder().withoutPadding().encodeToString(forged));
        }
    }

    @Test
    void page_withAnotherSpellingOfTheSameBytes() {
        String cursor = store.page("a/", 1, null).nextCursor().orElseThrow();
        assertRefused("a/", cursor + "=".repeat((4 - cursor.length() % 4) % 4) + " ");
        assertRefused("a/", cursor + "A");
    }

    @Test
    void page_withAForgeryByOneWhoKnowsTheDigest_neverLeavesThePrefix() {
        Cursors cursors = new Cursors("things", "a/");
        for (String position : List.of("", "a", "b/1", "ab", "\uFFFF", "a0")) {
            assertRefused("a/", cursors.cursor(position.getBytes(StandardCharsets.UTF_8)));
        }
        assertRefused("a/", cursors.cursor(new byte[] {'a', '/', (byte) 0xFF}));
        assertRefused("a/", cursors.cursor(("a/" + "x".repeat(1_100)).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void page_withRandomForgeriesByOneWhoKnowsTheDigest_showsThePrefixOrRefuses() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Cursors cursors = new Cursors("things", "a/");
        for (int i = 0; i < 2_000; i++) {
            byte[] position = new byte[random.nextInt(6)];
            random.nextBytes(position);
            if (position.length > 2 && random.nextBoolean()) {
                position[0] = 'a';
                position[1] = '/';
            }
            try {
                assertThat(store.page("a/", 10, cursors.cursor(position)).entries())
                        .as("seed %d", seed)
                        .allMatch(entry -> entry.key().startsWith("a/"));
            } catch (IllegalArgumentException refused) {
                assertThat(refused).as("seed %d", seed).hasMessageContaining("cursor");
            }
        }
    }

    private void assertRefused(String prefix, String cursor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.page(prefix, 10, cursor))
                .withMessageContaining("cursor");
    }
}
