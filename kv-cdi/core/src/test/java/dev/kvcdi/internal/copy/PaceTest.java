package dev.kvcdi.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.CopyOptions;
import dev.kvcdi.CopyResult;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The throttle, by a clock that only waiting moves. */
class PaceTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final long begin = now.get();

    private Pace pace(OptionalInt perSecond) {
        // Wakes early, as parking may.
        return new Pace(perSecond, now::get, nanos -> now.addAndGet(Math.max(1, nanos / 2)));
    }

    private Duration elapsed() {
        return Duration.ofNanos(now.get() - begin);
    }

    @Test
    void pass_noLimit_neverWaits() {
        Pace pace = pace(CopyOptions.atRest().entriesPerSecond());
        pace.pass(1_000_000);
        pace.pass(1_000_000);
        assertThat(elapsed()).isZero();
        assertThat(pace.part(250)).isEqualTo(250);
    }

    @Test
    void pass_manyParts_takesTheTimeOfAllButTheLast() {
        Pace pace = pace(CopyOptions.atRest().withEntriesPerSecond(100).entriesPerSecond());
        for (int i = 0; i < 11; i++) {
            pace.pass(50);
        }
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void pass_afterAPause_doesNotCatchUp() {
        Pace pace = pace(OptionalInt.of(10));
        now.addAndGet(Duration.ofHours(1).toNanos());
        pace.pass(10);
        pace.pass(10);
        assertThat(elapsed()).isEqualTo(Duration.ofHours(1).plusSeconds(1));
    }

    @Test
    void part_lowLimit_isNoMoreThanASecond() {
        assertThat(pace(OptionalInt.of(7)).part(250)).isEqualTo(7);
        assertThat(pace(OptionalInt.of(7_000)).part(250)).isEqualTo(250);
    }

    @Test
    void copy_entriesPerSecond_looksAtNoMore() {
        MapSide source = new MapSide();
        MapSide target = new MapSide();
        for (int i = 0; i < 1_000; i++) {
            source.set("key" + i, "value");
        }
        CopyOptions options = CopyOptions.atRest().withEntriesPerSecond(100);
        CopyResult result = new Copy(source, target, options, pace(options.entriesPerSecond())).run();
        assertThat(result.converged()).isTrue();
        assertThat(target.entries).hasSize(1_000);
        // Two passes, each through both sides; the last part's time is not waited for.
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(39));
        assertThat(source.largestPart).isEqualTo(100);
    }

    @Test
    void pass_interruptedThread_returns() {
        Pace pace = new Pace(
                OptionalInt.of(1), now::get, nanos -> Thread.currentThread().interrupt());
        pace.pass(1);
        pace.pass(1);
        assertThat(Thread.interrupted()).isTrue();
    }
}
