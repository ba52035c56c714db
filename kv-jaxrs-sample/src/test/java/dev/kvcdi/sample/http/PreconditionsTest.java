package dev.kvcdi.sample.http;

import static dev.kvcdi.sample.http.Preconditions.Verdict.PROCEED;
import static dev.kvcdi.sample.http.Preconditions.Verdict.REFUSED;
import static dev.kvcdi.sample.http.Preconditions.Verdict.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.sample.http.Preconditions.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            quoteCharacter = '\'',
            value = {
                // If-Match, If-None-Match, tag of what is there, verdict
                "-,        -,        -, PROCEED",
                "-,        -,        a, PROCEED",
                "*,        -,        -, REFUSED",
                "*,        -,        a, PROCEED",
                "\"a\",    -,        -, REFUSED",
                "\"a\",    -,        a, PROCEED",
                "\"b\",    -,        a, REFUSED",
                "W/\"a\",  -,        a, REFUSED",
                "'\"b\",\"a\"', -,   a, PROCEED",
                "-,        *,        -, PROCEED",
                "-,        *,        a, UNCHANGED",
                "-,        \"a\",    -, PROCEED",
                "-,        \"a\",    a, UNCHANGED",
                "-,        W/\"a\",  a, UNCHANGED",
                "-,        \"b\",    a, PROCEED",
                "\"a\",    \"a\",    a, UNCHANGED",
                "\"b\",    \"a\",    a, REFUSED",
                "\"a\",    \"b\",    a, PROCEED",
                "*,        *,        a, UNCHANGED",
                "*,        *,        -, REFUSED",
            })
    void judge_everyCase_followsRfc9110(String ifMatch, String ifNoneMatch, String tag, Verdict verdict) {
        assertThat(Preconditions.parse(lines(ifMatch), lines(ifNoneMatch)).judge(tag))
                .isEqualTo(verdict);
    }

    @Test
    void requireOfAnyList_otherThanThatItIsThere_isRefused() {
        Preconditions.parse(List.of(), List.of()).requireOfAnyList();
        Preconditions.parse(List.of("*"), List.of()).requireOfAnyList();
        for (Preconditions other : List.of(
                Preconditions.parse(List.of("\"a\""), List.of()),
                Preconditions.parse(List.of("*"), List.of("\"a\"")),
                Preconditions.parse(List.of(), List.of("*")))) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(other::requireOfAnyList)
                    .matches(e -> e.problem().status() == 412);
        }
    }

    @Test
    void none_anyHeader_isFalse() {
        assertThat(Preconditions.parse(List.of(), List.of()).none()).isTrue();
        assertThat(Preconditions.parse(List.of("*"), List.of()).none()).isFalse();
        assertThat(Preconditions.parse(List.of(), List.of("*")).none()).isFalse();
        assertThat(List.of(PROCEED, UNCHANGED, REFUSED)).containsExactlyInAnyOrder(Verdict.values());
    }

    private static List<String> lines(String header) {
        return header == null ? List.of() : List.of(header);
    }
}
