package dev.kvcdi.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** The beans of servers with MicroProfile Telemetry, as they are when it is switched off and on. */
final class ServerTelemetry {

    private ServerTelemetry() {}

    /** The SDK is disabled, as it is unless somebody enables it. */
    @ApplicationScoped
    static class SwitchedOff {

        @Produces
        @ApplicationScoped
        OpenTelemetry api() {
            return OpenTelemetry.noop();
        }
    }

    /** Metrics are collected, and traces are not. */
    @ApplicationScoped
    static class Metrics {

        @Produces
        @ApplicationScoped
        OpenTelemetry api() {
            return OpenTelemetrySdk.builder().setMeterProvider(meters()).build();
        }
    }

    /** Metrics are collected, and a hundredth of the traces is sampled. */
    @ApplicationScoped
    static class MetricsAndSpans {

        @Produces
        @ApplicationScoped
        OpenTelemetry api() {
            return OpenTelemetrySdk.builder()
                    .setMeterProvider(meters())
                    .setTracerProvider(SdkTracerProvider.builder()
                            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(0.01)))
                            .build())
                    .build();
        }
    }

    private static SdkMeterProvider meters() {
        return SdkMeterProvider.builder()
                .registerMetricReader(InMemoryMetricReader.create())
                .build();
    }
}
