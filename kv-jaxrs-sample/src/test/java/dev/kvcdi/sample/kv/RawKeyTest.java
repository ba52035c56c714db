package dev.kvcdi.sample.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.sample.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawKeyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "kv/a|a",
                "/kv/a|a",
                "/kv/a/b|a/b",
                "/kv/a/|a/",
                "/kv//a|/a",
                "/kv/a//b|a//b",
                "/kv/a%20b|a b",
                "/kv/a+b|a+b",
                "/kv/a%2Bb|a+b",
                "/kv/a%2Fb|a/b",
                "/kv/a;b=c/d;e|a;b=c/d;e",
                "/kv/%F0%9F%98%80|\uD83D\uDE00",
                "/kv/e%CC%81|e\u0301",
                "/kv/a%25b|a%b",
                "/kv/a%2525|a%25",
                "/kv/..a|..a",
                "/kv/a..b/.c|a..b/.c",
                "/kv/...|...",
                "/kv/%EF%BF%BD|\uFFFD"
            })
    void ofPath_segmentsAfterTheFirst_areTheKey(String path, String key) {
        assertThat(RawKey.ofPath(path)).isEqualTo(key);
    }

    @Test
    void ofPath_nul_isACharacter() {
        assertThat(RawKey.ofPath("/kv/a%00b")).isEqualTo("a\0b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kv/.", "/kv/..", "/kv/a/../b", "/kv/a/./b", "/kv/../person", "/kv/a/.."})
    void ofPath_segmentOfDots_isRefused(String path) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> RawKey.ofPath(path))
                .satisfies(refused -> assertThat(refused.problem().json(null)).contains("/kv?key="));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"a|a", "a%2F..%2Fb|a/../b", "a+b|a b", "a%2Bb|a+b", "..|..", "%5C%23%3F|\\#?", "%C3%A9|\u00e9"})
    void ofQuery_anyText_isTheKey(String raw, String key) {
        assertThat(RawKey.ofQuery("key", raw)).isEqualTo(key);
    }

    @Test
    void ofQuery_nothing_isTheEmptyKey() {
        assertThat(RawKey.ofQuery("key", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C0%AF", "%ED%A0%80", "%F0%9F%98", "a%", "a%2", "a%zz", "\u00e9"})
    void ofQuery_malformed_isRefused(String raw) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> RawKey.ofQuery("key", raw))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }
}
