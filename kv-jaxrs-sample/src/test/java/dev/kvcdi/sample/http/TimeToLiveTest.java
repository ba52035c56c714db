package dev.kvcdi.sample.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeToLiveTest {

    @Test
    void parse_noParameter_neverExpires() {
        assertThat(TimeToLive.parse(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 60, 3_153_600_000L})
    void parse_wholeSeconds_areTheTime(long seconds) {
        assertThat(TimeToLive.parse(List.of(Long.toString(seconds)))).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "+1",
                "1.5",
                "1e3",
                "1s",
                " 1",
                "x",
                "\u0661",
                "3153600001",
                "99999999999999999999",
                "0x10"
            })
    void parse_anythingElse_isNamed(String value) {
        assertRefused(List.of(value));
    }

    @Test
    void parse_twice_isRefused() {
        assertRefused(List.of("1", "2"));
    }

    private static void assertRefused(List<String> values) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> TimeToLive.parse(values))
                .satisfies(refused -> {
                    assertThat(refused.problem().status()).isEqualTo(400);
                    assertThat(refused.problem().invalid())
                            .extracting(Invalid::place, Invalid::name)
                            .containsExactly(tuple("parameter", "ttl"));
                });
    }
}
