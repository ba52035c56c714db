package dev.kvcdi.failures;

import dev.kvcdi.KVStore;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;

/** A server that observes its application: with OpenTelemetry, whose exporters keep what they receive, and with health checks. */
final class Observed {

    private static volatile @Nullable OpenTelemetry offered;

    private Observed() {}

    /** How a server with MicroProfile Telemetry offers it. */
    @ApplicationScoped
    static class Bean {

        @Produces
        @ApplicationScoped
        OpenTelemetry api() {
            return Objects.requireNonNull(offered);
        }
    }

    /**
     * Deploys an application, lets somebody use its store, and stops it. What the server gets to know of it is shown: its answer to the
     * health check, its metrics and its spans.
     */
    static void run(Map<String, String> properties, Shown shown, Consumer<KVStore> use) {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        InMemoryMetricReader metrics = InMemoryMetricReader.create();
        try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(metrics).build())
                .build()) {
            offered = sdk;
            HealthCheckResponse.setResponseProvider(HealthResponses::new);
            Container.with(properties)
                    .deploy(
                            application -> {
                                use.accept(application.select(KVStore.class).get());
                                showHealth(application, shown);
                                metrics.collectAllMetrics().forEach(shown::add);
                            },
                            WantsStore.class,
                            Bean.class);
            spans.getFinishedSpanItems().forEach(shown::add);
        } finally {
            HealthCheckResponse.setResponseProvider(null);
            offered = null;
        }
    }

    private static void showHealth(WeldContainer application, Shown shown) {
        HealthCheckResponse response = application
                .select(HealthCheck.class, Readiness.Literal.INSTANCE)
                .get()
                .call();
        shown.add(response.getName() + " is " + response.getStatus() + " "
                + response.getData().orElseThrow());
    }
}
