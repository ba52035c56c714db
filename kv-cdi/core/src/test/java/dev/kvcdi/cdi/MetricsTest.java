package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVStore;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.Store;
import dev.kvcdi.internal.CoreLog;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.Metric.Kind;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The durations of operations and the measures of engines, as a reader collects them. */
class MetricsTest {

    private static final String DURATION = "db.client.operation.duration";
    private static final Metric MEMORY = Metric.engine(Kind.GAUGE, "kvcdi.app.memory", "By", "Memory.");
    private static final Metric SIZE = Metric.store(Kind.COUNTER, "kvcdi.app.writes", "{write}", "Writes.");

    private final Exported exported = Exported.metricsOnly();

    @AfterEach
    void end() {
        exported.close();
        AppDriver.script = driver -> {};
    }

    @Dependent
    static class Client {
        @Inject
        @Store("users")
        KVStore users;

        @Inject
        KVStore texts;
    }

    @Test
    void duration_ofOperations_isInSecondsWithTheAdvisedBuckets() {
        try (var deployment = remote()) {
            deployment.store("users").get("a");
            deployment.store("users").get("b");
            deployment.store("users").setAll(Map.of("a", "1", "b", "2"));

            MetricData duration = exported.metric(DURATION).orElseThrow();

            assertThat(duration.getUnit()).isEqualTo("s");
            Map<String, HistogramPointData> points = points(duration);
            assertThat(points).containsOnlyKeys("get", "putAll");
            HistogramPointData get = points.get("get");
            assertThat(get.getCount()).isEqualTo(2);
            assertThat(get.getSum()).isBetween(0.0, 10.0);
            assertThat(get.getBoundaries()).containsExactly(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);
            assertThat(points.get("putAll").getAttributes())
                    .isEqualTo(Attributes.builder()
                            .put("db.system.name", "app")
                            .put("db.namespace", "application")
                            .put("db.collection.name", "users")
                            .put("db.operation.name", "putAll")
                            .build());
        }
    }

    @Test
    void duration_ofAFailure_hasItsKind() {
        try (var deployment = remote()) {
            AppDriver.last().onGet = () -> {
                throw new EngineException(EngineException.Kind.TIMEOUT, "No answer in time.", null);
            };
            assertThatExceptionOfType(KVTimeoutException.class)
                    .isThrownBy(() -> deployment.store("users").get("a"));

            assertThat(points(exported.metric(DURATION).orElseThrow())
                            .get("get")
                            .getAttributes())
                    .isEqualTo(Attributes.builder()
                            .put("db.system.name", "app")
                            .put("db.namespace", "application")
                            .put("db.collection.name", "users")
                            .put("db.operation.name", "get")
                            .put("error.type", "TIMEOUT")
                            .build());
        }
    }

    @Test
    void spans_withoutATracer_areNotMade() {
        try (var deployment = remote()) {
            deployment.store("users").get("a");
        }
        assertThat(exported.ofStores()).isEmpty();
    }

    @Test
    void measures_ofTheEngineAndOfItsStores_areCollected() {
        AppDriver.script = driver -> {
            driver.metrics = List.of(MEMORY, SIZE);
            driver.onMeasure = metric -> metric == MEMORY ? 7 : 3;
        };
        try (var deployment = remote()) {
            deployment.store("users").get("a");
            deployment.store("default").get("a");

            MetricData memory = exported.metric(MEMORY.name()).orElseThrow();
            MetricData writes = exported.metric(SIZE.name()).orElseThrow();

            assertThat(memory.getUnit()).isEqualTo("By");
            assertThat(memory.getDescription()).isEqualTo("Memory.");
            assertThat(memory.getLongGaugeData().getPoints())
                    .as("one for all stores that share the engine")
                    .singleElement()
                    .satisfies(point -> {
                        assertThat(point.getValue()).isEqualTo(7);
                        assertThat(point.getAttributes())
                                .isEqualTo(Attributes.builder()
                                        .put("db.system.name", "app")
                                        .put("db.namespace", "application")
                                        .put("kvcdi.stores", "default,users")
                                        .build());
                    });
            assertThat(writes.getLongSumData().isMonotonic()).isTrue();
            assertThat(writes.getLongSumData().getPoints())
                    .extracting(LongPointData::getValue)
                    .containsExactly(3L, 3L);
        }
    }

    @Test
    void measures_engineDown_tellThatItsStoresAreNotReadyAndNothingElse() {
        AppDriver.script = driver -> {
            driver.metrics = List.of(MEMORY);
            driver.onConnect = () -> {
                throw new EngineException(EngineException.Kind.UNAVAILABLE, "Nobody listens.", null);
            };
        };
        try (var deployment = remote()) {
            assertThat(deployment.store("users")).isNotNull();
            assertThat(ready()).containsExactlyInAnyOrder(0L, 0L);
            assertThat(exported.metric(MEMORY.name())).isEmpty();

            AppDriver.last().onConnect = () -> {};

            await().until(() -> ready().equals(List.of(1L, 1L)));
            assertThat(exported.metric(MEMORY.name())).isPresent();
        }
    }

    @Test
    void measures_engineLostAndBack_tellThatItsStoresAreNotReadyMeanwhile() {
        try (var deployment = remote()) {
            deployment.store("users").get("a");
            await().until(() -> ready().equals(List.of(1L, 1L)));

            AppDriver.last().onGet = () -> {
                throw new EngineException(EngineException.Kind.UNAVAILABLE, "Nobody listens.", null);
            };
            await().until(() -> ready().equals(List.of(0L, 0L)));

            AppDriver.last().onGet = () -> {};
            await().until(() -> ready().equals(List.of(1L, 1L)));
        }
    }

    @Test
    void measures_ofOneStoreThatFail_leaveThoseOfOthersAndAreToldOnce() {
        var readings = new AtomicInteger();
        AppDriver.script = driver -> {
            driver.metrics = List.of(SIZE);
            driver.onMeasure = metric -> {
                if (readings.getAndIncrement() % 2 == 0) {
                    throw new IllegalStateException("canary");
                }
                return 3;
            };
        };
        try (var log = CoreLog.start();
                var deployment = remote()) {
            deployment.store("users").get("a");
            deployment.store("default").get("a");

            for (int i = 0; i < 2; i++) {
                assertThat(exported.metric(SIZE.name())
                                .orElseThrow()
                                .getLongSumData()
                                .getPoints())
                        .extracting(LongPointData::getValue)
                        .containsExactly(3L);
            }
            assertThat(log.messages(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("KVCDI0022: Driver app: the measure kvcdi.app.writes cannot be read")
                    .doesNotContain("canary");
        }
    }

    @Test
    void measures_thatFail_failNobody() {
        AppDriver.script = driver -> {
            driver.metrics = List.of(MEMORY);
            driver.onMeasure = metric -> {
                throw new IllegalStateException("canary");
            };
        };
        try (var deployment = remote()) {
            deployment.store("users").get("a");

            assertThat(exported.metric(MEMORY.name())).isEmpty();
            assertThat(exported.metric(DURATION)).isPresent();
        }
    }

    @Test
    void measures_applicationStopped_areGone() {
        try (var deployment = remote()) {
            deployment.store("users").get("a");
            assertThat(ready()).isNotEmpty();
        }
        assertThat(exported.metric("kvcdi.store.ready")).isEmpty();
        assertThat(AppDriver.last().crashes).hasValue(0);
    }

    private List<Long> ready() {
        return exported.metric("kvcdi.store.ready").orElseThrow().getLongGaugeData().getPoints().stream()
                .map(LongPointData::getValue)
                .toList();
    }

    private static Map<String, HistogramPointData> points(MetricData histogram) {
        return histogram.getHistogramData().getPoints().stream()
                .collect(Collectors.toMap(
                        point -> point.getAttributes().asMap().entrySet().stream()
                                .filter(entry -> entry.getKey().getKey().equals("db.operation.name"))
                                .map(entry -> entry.getValue().toString())
                                .findFirst()
                                .orElseThrow(),
                        point -> point));
    }

    private static Deployment remote() {
        return Deployment.unconfigured().andDriver(AppDriver.class).deploy(Client.class, Exported.Bean.class);
    }
}
