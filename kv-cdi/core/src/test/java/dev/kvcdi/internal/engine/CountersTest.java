package dev.kvcdi.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Metric;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Counters over the connections of an engine, on each of which its driver counts from zero. */
class CountersTest {

    private static final Metric ERRORS = Metric.engine(Metric.Kind.COUNTER, "kvcdi.scripted.errors", "{error}", "");
    private static final Metric WRITES = Metric.store(Metric.Kind.COUNTER, "kvcdi.scripted.writes", "{write}", "");
    private static final Metric MEMORY = Metric.engine(Metric.Kind.GAUGE, "kvcdi.scripted.memory", "By", "");

    private final EngineHarness harness = harness();

    private static EngineHarness harness() {
        var harness = new EngineHarness(Duration.ofSeconds(60));
        harness.driver.metrics = List.of(ERRORS, WRITES, MEMORY);
        return harness;
    }

    @Test
    void counters_afterReconnecting_goOnFromWhatTheyHadComeTo() {
        try (harness) {
            open("store");
            harness.driver.onMeasure = metric -> 7;
            assertThat(read()).containsExactly(7L, 7L, 7L);

            reconnect(() -> harness.driver.onMeasure = metric -> 0);

            assertThat(read()).containsExactly(7L, 7L, 0L);
            harness.driver.onMeasure = metric -> 2;
            assertThat(read()).containsExactly(9L, 9L, 2L);
            reconnect(() -> harness.driver.onMeasure = metric -> 1);
            assertThat(read()).containsExactly(10L, 10L, 1L);
        }
    }

    @Test
    void counters_ofAConnectionThatNobodyReadFrom_countToo() {
        try (harness) {
            open("store");
            harness.driver.onMeasure = metric -> 7;

            reconnect(() -> harness.driver.onMeasure = metric -> 1);

            assertThat(read()).containsExactly(8L, 8L, 1L);
        }
    }

    @Test
    void counters_whoseLastValueCannotBeRead_keepTheOneThatWas() {
        try (harness) {
            open("store");
            harness.driver.onMeasure = metric -> 7;
            assertThat(read()).containsExactly(7L, 7L, 7L);
            harness.driver.onMeasure = metric -> {
                throw new IllegalStateException("no more");
            };

            reconnect(() -> harness.driver.onMeasure = metric -> 0);

            assertThat(read()).containsExactly(7L, 7L, 0L);
        }
    }

    @Test
    void counters_toldDifferentlyByTheStoresThatShareAnEngine_neverFall() {
        try (harness) {
            open("one");
            harness.driver.onMeasure = metric -> 7;
            assertThat(read()).containsExactly(7L, 7L, 7L);

            harness.driver.onMeasure = metric -> 3;

            assertThat(read()).containsExactly(7L, 7L, 3L);
        }
    }

    @Test
    void counters_ofAnEngineThatStoresShare_countOnce() {
        try (harness) {
            open("one");
            open("two");
            harness.driver.onMeasure = metric -> 7;

            reconnect(() -> harness.driver.onMeasure = metric -> 0);

            assertThat(read()).containsExactly(7L, 7L, 0L);
        }
    }

    private void open(String store) {
        harness.open(store);
        awaitOpen();
    }

    private void awaitOpen() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> harness.engines.status().stream().allMatch(Engines.Status::open));
    }

    /** Connects again, and directs the new connection before it is in use. */
    private void reconnect(Runnable between) {
        harness.driver.onConnect = between;
        harness.driver.context().reconnect(new EngineException(EngineException.Kind.STORAGE, "the disk fails.", null));
        awaitOpen();
    }

    private List<Long> read() {
        EngineMeasures measures = harness.engines.measures().get(0);
        String store = measures.stores().get(0);
        return Stream.of(measures.read(ERRORS), measures.read(store, WRITES), measures.read(MEMORY))
                .map(OptionalLong::getAsLong)
                .toList();
    }
}
