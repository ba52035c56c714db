package dev.kvcdi.cdi;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What OpenTelemetry's SDK exports while it is open, with the bean by which a server offers it. */
final class Exported implements AutoCloseable {

    private static volatile OpenTelemetry offered;

    final InMemorySpanExporter spans = InMemorySpanExporter.create();
    final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    final OpenTelemetrySdk sdk;

    private Exported(boolean traces, boolean meters) {
        var builder = OpenTelemetrySdk.builder();
        if (traces) {
            builder.setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build());
        }
        if (meters) {
            builder.setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build());
        }
        sdk = builder.build();
        offer(sdk);
    }

    static Exported all() {
        return new Exported(true, true);
    }

    static Exported spansOnly() {
        return new Exported(true, false);
    }

    static Exported metricsOnly() {
        return new Exported(false, true);
    }

    /** Offers another one to applications that are deployed from now on. */
    static void offer(OpenTelemetry api) {
        offered = api;
    }

    /** The spans of the stores, in the order in which they ended. */
    List<SpanData> ofStores() {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getInstrumentationScopeInfo().getName().equals("dev.kvcdi"))
                .toList();
    }

    SpanData only(String name) {
        List<SpanData> found =
                ofStores().stream().filter(span -> span.getName().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans are named " + name + " of " + ofStores());
        }
        return found.get(0);
    }

    Optional<MetricData> metric(String name) {
        return metrics.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst();
    }

    @Override
    public void close() {
        sdk.close();
        offered = null;
    }

    /** What a server with MicroProfile Telemetry adds to an application. */
    @ApplicationScoped
    static class Bean {

        @Produces
        @ApplicationScoped
        OpenTelemetry api() {
            return Objects.requireNonNull(offered);
        }
    }
}
