package dev.kvcdi.sample.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLimitTest {

    @ParameterizedTest
    @CsvSource({"0,false", "1048576,false", "1048577,true", "10737418240,true", "99999999999999999999999,true", "x,true"
    })
    void exceeds_contentLength_isComparedAsANumber(String length, boolean exceeds) {
        assertThat(BodyLimit.exceeds(length)).isEqualTo(exceeds);
    }

    @Test
    void limited_bodyOfTheLargestSize_isRead() throws IOException {
        assertThat(limited((int) BodyLimit.MAX_BYTES).readAllBytes()).hasSize((int) BodyLimit.MAX_BYTES);
    }

    @Test
    void limited_oneByteMore_isRefused() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> limited((int) BodyLimit.MAX_BYTES + 1).readAllBytes())
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(413));
    }

    @Test
    void limited_endlessBody_isRefusedAfterTheLimit() {
        class Endless extends InputStream {
            long given;

            @Override
            public int read() {
                given++;
                return 'a';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                given += length;
                return length;
            }
        }
        Endless endless = new Endless();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new BodyLimit.Limited(endless).readAllBytes());
        assertThat(endless.given).isLessThan(BodyLimit.MAX_BYTES + 64 * 1024);
    }

    @Test
    void limited_singleBytesAndSkipping_count() throws IOException {
        InputStream body = limited((int) BodyLimit.MAX_BYTES + 1);

        assertThat(body.skip(BodyLimit.MAX_BYTES)).isEqualTo(BodyLimit.MAX_BYTES);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(body::read);
    }

    private static InputStream limited(int size) {
        return new BodyLimit.Limited(new ByteArrayInputStream(new byte[size]));
    }
}
