package dev.kvcdi.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is left of a call's time, on its thread. */
class TimeLeftTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static Duration left() {
        return TimeLeft.of(HOUR);
    }

    @Test
    void of_noCallUnderWay_isTheTimeout() {
        assertThat(left()).isEqualTo(HOUR);
    }

    @Test
    void of_callUnderWay_isTheRestButNoMoreThanTheTimeout() {
        assertThat(TimeLeft.<Duration>within(MINUTE, TimeLeftTest::left)).isBetween(Duration.ofSeconds(1), MINUTE);
        assertThat(TimeLeft.<Duration>within(HOUR.multipliedBy(2), TimeLeftTest::left))
                .isEqualTo(HOUR);
        assertThat(left()).isEqualTo(HOUR);
    }

    @Test
    void of_timeOver_isAMillisecond() {
        assertThat(TimeLeft.<Duration>until(System.nanoTime() - 1, TimeLeftTest::left))
                .isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void within_insideAnother_neverHasMore() {
        Duration inner = TimeLeft.within(MINUTE, () -> TimeLeft.<Duration>within(HOUR, TimeLeftTest::left));
        assertThat(inner).isLessThanOrEqualTo(MINUTE);
        Duration outer = TimeLeft.within(HOUR, () -> {
            TimeLeft.<Duration>within(MINUTE, TimeLeftTest::left);
            return left();
        });
        assertThat(outer).isGreaterThan(MINUTE);
    }

    @Test
    void within_partThrows_leavesNothingBehind() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TimeLeft.within(MINUTE, () -> {
                    throw new IllegalStateException();
                }));
        assertThat(left()).isEqualTo(HOUR);
    }
}
