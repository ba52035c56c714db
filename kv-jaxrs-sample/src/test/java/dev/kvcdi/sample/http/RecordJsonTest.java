package dev.kvcdi.sample.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {

    record Pet(String name, Integer age, Boolean tame) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":null,\"age\":null}",
                "{\"name\":\"Rex\",\"age\":3,\"tame\":true}",
                "{\"name\":\"\",\"age\":3.0}",
                "{\"age\":3e2}",
                "{\"age\":-2147483648}",
                "{\"name\":\"\\ud83d\\ude00\"}",
                "{\"other\":[[{\"deep\":1}]]}",
                " \n{\"name\":\"Rex\"}\t "
            })
    void check_fittingObject_passes(String json) {
        assertThatCode(() -> RecordJson.check(json, Pet.class)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{]",
                "{\"name\"}",
                "{name:1}",
                "{\"name\":\"Rex\",}",
                "{} {}",
                "{}x",
                "{\"age\":03}",
                "{\"age\":NaN}",
                "{\"name\":\"a\nb\"}",
                "\ufeff{}",
                "nul",
                "{\"other\":1e9999999999}"
            })
    void check_malformed_isRefused(String json) {
        assertThat(refusal(json)).isEqualTo(Problem.of(400, "The body is not well-formed JSON."));
    }

    /** Of more digits than parsers take. */
    @Test
    void check_hugeNumber_isRefused() {
        assertThat(refusal("{\"age\":" + "1".repeat(5_000) + "}").status()).isEqualTo(400);
        assertThat(refusal("{\"other\":1." + "1".repeat(5_000) + "}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "true", "3", "\"x\"", "[{}]"})
    void check_noObject_isRefused(String json) {
        assertThat(refusal(json)).isEqualTo(Problem.of(400, "The body must be a JSON object."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":3}|name|must be a text",
                "{\"name\":true}|name|must be a text",
                "{\"name\":{}}|name|must be a text",
                "{\"name\":[\"Rex\"]}|name|must be a text",
                "{\"name\":\"\\ud83d\"}|name|must be a text",
                "{\"age\":\"3\"}|age|must be a whole number",
                "{\"age\":3.5}|age|must be a whole number",
                "{\"age\":2147483648}|age|must be a whole number",
                "{\"age\":1e400}|age|must be a whole number",
                "{\"age\":1e-400}|age|must be a whole number",
                "{\"age\":1e999999999}|age|must be a whole number",
                "{\"age\":true}|age|must be a whole number"
            })
    void check_memberOfOtherType_isNamed(String json, String member, String detail) {
        assertThat(refusal(json)).isEqualTo(Problem.invalid(List.of(Invalid.member(member, detail))));
    }

    @Test
    void check_severalMembersOfOtherTypes_areAllNamed() {
        assertThat(refusal("{\"age\":\"3\",\"name\":3}").invalid())
                .extracting(Invalid::name)
                .containsExactly("#/name", "#/age");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"name\":\"Rex\",\"a\":["})
    void check_hundredThousandLevels_areRefusedWithoutDescending(String level) {
        assertThat(refusal(level.repeat(100_000)).detail()).contains("nested deeper than 32 levels");
    }

    @Test
    void check_deepestLevelAllowed_passes() {
        assertThatCode(() -> RecordJson.check("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}", Pet.class))
                .doesNotThrowAnyException();
        assertThat(refusal("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}").status())
                .isEqualTo(400);
    }

    private static Problem refusal(String json) {
        return catchThrowableOfType(ProblemException.class, () -> RecordJson.check(json, Pet.class))
                .problem();
    }
}
