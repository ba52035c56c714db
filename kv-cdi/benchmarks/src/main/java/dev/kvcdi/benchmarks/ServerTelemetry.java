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

    /** Metrics are collected, and no trace is sampled. An SDK that is told no sampler makes every span, also where nobody gets it. */
    @ApplicationScoped
    static class Metrics {

        @Produces
        @ApplicationScoped
        OpenTelemetry api() {
            return sdk(Sampler.alwaysOff());
        }
    }

    /** Metrics are collected, and a hundredth of the traces is sampled. */
    @ApplicationScoped
    static class MetricsAndSpans {

        @Produces
        @ApplicationScoped
        OpenTelemetry api() {
            return sdk(Sampler.parentBased(Sampler.traceIdRatioBased(0.01)));
        }
    }

    private static OpenTelemetry sdk(Sampler traces) {
        return OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder()
                        .registerMetricReader(InMemoryMetricReader.create())
                        .build())
                .setTracerProvider(
                        SdkTracerProvider.builder().setSampler(traces).build())
                .build();
    }
}
