package dev.kvcdi.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {

    private static final Instant TIME = Instant.parse("2022-02-22T19:22:22.000Z");

    @Test
    void at_knownTime_isTheExampleOfRfc9562() {
        assertThat(TimeOrderedId.at(TIME)).startsWith("017f22e2-79b0-7").hasSize(36);
        UUID id = UUID.fromString(TimeOrderedId.at(TIME));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void at_sameTime_differs() {
        assertThat(Stream.generate(() -> TimeOrderedId.at(TIME)).limit(10_000)).doesNotHaveDuplicates();
    }

    @Test
    void at_laterTimes_sort() {
        List<String> ids = Stream.iterate(TIME, time -> time.plusMillis(1))
                .limit(1_000)
                .map(TimeOrderedId::at)
                .toList();

        assertThat(ids).isSorted();
    }
}
