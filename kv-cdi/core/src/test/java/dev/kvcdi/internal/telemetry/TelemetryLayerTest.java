package dev.kvcdi.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.internal.runtime.Telemetry;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.MetricsFacet;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import dev.kvcdi.spi.WatchFacet;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No operation slips past the layer, and the layer is not there for nothing. */
class TelemetryLayerTest {

    private final MemoryHarness harness = new MemoryHarness();
    private final Backend memory = harness.backend("things");

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void layer_writesOutEveryMethod() throws Exception {
        for (Method method : Backend.class.getMethods()) {
            assertThat(TelemetryLayer.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                    .isNotNull();
        }
    }

    @Test
    void facets_thatTheEngineHas_comeThroughAndNoOther() {
        try (var sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder().build())
                .build()) {
            Backend layer = around(sdk);

            for (Class<?> facet : List.of(BatchFacet.class, AtomicFacet.class, WatchFacet.class, NativeFacet.class)) {
                assertThat(layer.facet(facet)).as("%s", facet).isPresent();
            }
            assertThat(layer.facet(Object.class)).isEmpty();
            assertThat(layer.facet(MetricsFacet.class)).isEmpty();
        }
    }

    @Test
    void around_openTelemetryThatDoesNothing_isWhatWasThere() {
        assertThat(OpenTelemetryObserver.of(OpenTelemetry.noop())).isSameAs(Telemetry.NONE);
        assertThat(around(OpenTelemetry.noop())).isSameAs(memory);
    }

    @Test
    void around_sdkWithoutReaderOfMetrics_observesSpansOnly() {
        try (var sdk = OpenTelemetrySdk.builder().build()) {
            assertThat(OpenTelemetryObserver.of(sdk)).isNotSameAs(Telemetry.NONE);
        }
    }

    private Backend around(OpenTelemetry api) {
        Settings none = Settings.of(Map.of());
        var plan = new StorePlan(
                new MemoryDriver(),
                ConnectionConfig.of("test", Path.of("/"), none),
                StoreConfig.of("things", MemoryHarness.MAX_VALUE_BYTES, none),
                "memory",
                Set.of());
        return OpenTelemetryObserver.of(api).around(plan, memory);
    }
}
