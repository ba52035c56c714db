package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
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
    void serialized_isTheSameVersion() throws Exception {
        for (Version version : List.of(Version.of(255, Long.MIN_VALUE), Version.of("a text"))) {
            var bytes = new ByteArrayOutputStream();
            try (var out = new ObjectOutputStream(bytes)) {
                out.writeObject(version);
            }
            try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertThat(in.readObject()).isEqualTo(version).hasToString(version.text());
            }
        }
    }

    @Test
    void ofNumbers_isShortEnough() {
        assertThat(Version.of(-1, -1).text()).hasSizeLessThanOrEqualTo(Version.MAX_LENGTH);
    }
}
