package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Version;
import org.junit.jupiter.api.Test;

/** A version of numbers is the version of its text, whichever came first. */
final class VersionTextTest {

    private static final String TEXT = "00000000000000ff-8000000000000000";

    @Test
    void ofNumbers_equalsOfText() {
        assertThat(Version.of(255, Long.MIN_VALUE)).isEqualTo(Version.of(TEXT)).hasSameHashCodeAs(Version.of(TEXT));
        assertThat(Version.of(TEXT)).isEqualTo(Version.of(255, Long.MIN_VALUE));
        assertThat(Version.of(255, Long.MIN_VALUE)).hasToString(TEXT).isNotEqualTo(Version.of(255, 1));
    }

    @Test
    void ofNumbers_isShortEnough() {
        assertThat(Version.of(-1, -1).text()).hasSizeLessThanOrEqualTo(Version.MAX_LENGTH);
    }
}
