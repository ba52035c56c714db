package dev.kvcdi.sample.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SunsetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-02-03T04:05:06Z|Tue, 03 Feb 2026 04:05:06 GMT",
                "2026-02-03T04:05:06.001Z|Tue, 03 Feb 2026 04:05:07 GMT",
                "2026-12-31T23:59:59.999Z|Fri, 01 Jan 2027 00:00:00 GMT"
            })
    void of_anyMoment_isTheNextWholeSecondAsAnHttpDate(Instant expiry, String header) {
        assertThat(Sunset.of(expiry)).isEqualTo(header);
    }
}
