package dev.kvcdi.internal.engine;

import static dev.kvcdi.internal.engine.EngineHarness.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.internal.CoreLog;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is logged of an engine that stays connected, as far as its driver knows, and does not answer. */
class AnswersTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String BACK = "KVCDI0024: Driver scripted of test: the engine answers again.";

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TIMEOUT", "ACCESS_DENIED"})
    void calls_failForTheEnginesSake_isToldOnceAndSoIsItsEnd(Kind kind) {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            Backend store = harness.open("store");
            get(store);

            fail(harness, store, kind);
            fail(harness, store, kind);

            assertThat(log.messages(Level.WARNING))
                    .containsExactly("KVCDI0023: Driver scripted of test: no server answers. Calls fail with " + kind
                            + " until the engine answers again.");
            assertThat(log.messages(Level.INFO)).doesNotContain(BACK);
            harness.driver.onGet = () -> {};
            get(store);
            get(store);
            assertThat(log.messages(Level.INFO)).containsOnlyOnce(BACK);
        }
    }

    @Test
    void calls_failNowAndThen_isToldOnceAMinute() {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            Backend store = harness.open("store");
            for (int i = 0; i < 3; i++) {
                fail(harness, store, Kind.TIMEOUT);
                harness.driver.onGet = () -> {};
                get(store);
            }

            assertThat(log.messages(Level.WARNING)).hasSize(1);
            assertThat(log.messages(Level.INFO)).containsOnlyOnce(BACK);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"UNAVAILABLE", "TIMEOUT", "ACCESS_DENIED"})
    void calls_failForOtherReasons_areNoOutage(Kind kind) {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            Backend store = harness.open("store");

            fail(harness, store, kind);

            assertThat(log.messages(Level.WARNING)).isEqualTo(List.of());
        }
    }

    @Test
    void calls_ofInterruptedThreads_areNoOutage() {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            Backend store = harness.open("store");
            get(store);

            Thread.currentThread().interrupt();
            fail(harness, store, Kind.UNAVAILABLE);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.messages(Level.WARNING)).isEqualTo(List.of());
        }
    }

    private static void fail(EngineHarness harness, Backend store, Kind kind) {
        harness.driver.onGet = () -> {
            throw new EngineException(kind, "no server answers.", null);
        };
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> get(store))
                .matches(failure -> failure.kind() == kind);
    }
}
