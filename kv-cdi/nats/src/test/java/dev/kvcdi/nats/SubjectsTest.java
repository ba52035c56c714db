package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.spi.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {

    private final Subjects subjects = new Subjects("b");

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-Z_0/9=", "user.1.name", "a/b=c", "a-.b"})
    void of_keysOfKeyValueClients_areVerbatim(String key) {
        assertThat(subjects.of(key(key))).isEqualTo("$KV.b." + key);
    }

    @ParameterizedTest
    @CsvSource({
        ".,%2E",
        ".a,%2Ea",
        "a.,a%2E",
        "a..b,a.%2Eb",
        "a...b,a.%2E.b",
        "..,%2E%2E",
        "*,%2A",
        "a.>,a.%3E",
        "a b,a%20b",
        "%41,%2541",
        "é,%C3%A9"
    })
    void of_otherKeys_areEscaped(String key, String escaped) {
        assertThat(subjects.of(key(key))).isEqualTo("$KV.b." + escaped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$KV.b.%41",
                "$KV.b.a%",
                "$KV.b.a%2",
                "$KV.b.%c3%a9",
                "$KV.b.%C3",
                "$KV.c.a",
                "$KV.b.",
                "$KV.b.%2E.x%zz"
            })
    void key_subjectThatIsNoneOfOurs_isEmpty(String subject) {
        assertThat(subjects.key(subject)).isEmpty();
    }

    @Test
    void of_randomKeys_isReversibleAndHasNoWildcardAndNoEmptyToken() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(8);
            for (int j = 0; j < length; j++) {
                text.append(
                        random.nextInt(3) == 0
                                ? (char) (1 + random.nextInt(300))
                                : "..*>%aZ/".charAt(random.nextInt(8)));
            }
            Key key = key(text.toString());
            String subject = subjects.of(key);
            assertThat(subjects.key(subject)).as("seed %d", seed).contains(key);
            assertThat(subject.substring(5))
                    .as("seed %d", seed)
                    .doesNotContainAnyWhitespaces()
                    .doesNotContain("*", ">", "..");
            assertThat(subject).as("seed %d", seed).doesNotEndWith(".").doesNotStartWith("$KV.b..");
            String other = seen.put(subject, key.text());
            assertThat(other == null || other.equals(key.text()))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void filter_randomPrefixes_selectsEveryKeyThatBeginsSo() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(8);
            for (int j = 0; j < length; j++) {
                text.append("...ab*>".charAt(random.nextInt(7)));
            }
            String key = text.toString();
            String prefix = key.substring(0, random.nextInt(key.length() + 1));
            String filter = subjects.filter(prefix);
            assertThat(filter).endsWith(".>").doesNotContain("..", "*").startsWith("$KV.b.");
            assertThat(subjects.of(key(key)))
                    .as("seed %d", seed)
                    .startsWith(filter.substring(0, filter.length() - 1))
                    .hasSizeGreaterThan(filter.length() - 1);
        }
    }

    private static Key key(String text) {
        return Key.of(text).orElseThrow();
    }
}
