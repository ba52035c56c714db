package dev.kvcdi.sample.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    @Test
    void parse_star_isAny() {
        assertThat(parse(" * ").any()).isTrue();
        assertThat(parse("*").matchStrongly("x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\",W/\"b\",\"c\"",
                " \"a\" ,\tW/\"b\"  , \"c\" ",
                "\"a\",,W/\"b\",\"c\",",
                ",\"a\", W/\"b\",\"c\""
            })
    void parse_list_hasEveryTag(String header) {
        assertThat(parse(header)).isEqualTo(new EntityTags(false, List.of("a", "c"), List.of("b")));
    }

    @Test
    void parse_severalLines_areOneList() {
        assertThat(parse("\"a\"", "W/\"b\"").strong()).containsExactly("a");
        assertThat(parse("\"a\"", "W/\"b\"").weak()).containsExactly("b");
    }

    @Test
    void parse_tagWithCommaOrNothingInIt_isOneTag() {
        assertThat(parse("\"a,b\", \"\"").strong()).containsExactly("a,b", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "a",
                "\"a",
                "a\"",
                "\"a\" \"b\"",
                "\"a\"b",
                "w/\"a\"",
                "\"a b\"",
                "*, \"a\"",
                "\"a\", *",
                "'a'"
            })
    void parse_noListOfTags_isRefused(String header) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> parse(header))
                .satisfies(refused -> assertThat(refused.problem().invalid())
                        .extracting(Invalid::place, Invalid::name)
                        .containsExactly(tuple("header", "If-Match")));
    }

    @Test
    void matchStrongly_weakTag_doesNot() {
        assertThat(parse("W/\"a\"").matchStrongly("a")).isFalse();
        assertThat(parse("\"a\"").matchStrongly("a")).isTrue();
        assertThat(parse("\"a\"").matchStrongly("b")).isFalse();
    }

    @Test
    void matchWeakly_weakTag_does() {
        assertThat(parse("W/\"a\"").matchWeakly("a")).isTrue();
        assertThat(parse("\"a\"").matchWeakly("a")).isTrue();
        assertThat(parse("\"a\"").matchWeakly("b")).isFalse();
    }

    /** What takes the length squared would take hours. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void parse_longHostileHeader_endsSoon() {
        String commas = ",".repeat(1_000_000);
        for (String header : List.of(
                "\"a\",".repeat(10_000) + " ,".repeat(10_000) + "x",
                commas + "x",
                "\"a\"x" + commas,
                "\"a\"" + " ".repeat(1_000_000) + "x",
                "W/".repeat(500_000),
                "\"" + "a".repeat(1_000_000))) {
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> parse(header));
        }
    }

    private static EntityTags parse(String... lines) {
        return EntityTags.parse("If-Match", List.of(lines));
    }
}
