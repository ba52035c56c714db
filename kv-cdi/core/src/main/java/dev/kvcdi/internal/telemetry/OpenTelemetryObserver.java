package dev.kvcdi.internal.telemetry;

import dev.kvcdi.internal.engine.Engines;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.internal.runtime.Readiness;
import dev.kvcdi.internal.runtime.Telemetry;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.KVDriver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Observes stores for one OpenTelemetry: its tracer, where it records spans, and its meter, where it records measures. */
public final class OpenTelemetryObserver implements Telemetry {

    /** The instrumentation scope, by which a server's configuration can name what comes from here. */
    private static final String SCOPE = "dev.kvcdi";

    /** In seconds, as the semantic conventions advise. */
    private static final List<Double> BUCKETS = List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);

    private final @Nullable Tracer tracer;
    private final @Nullable DoubleHistogram durations;
    private final @Nullable Measures measures;
    private final Fuse fuse = new Fuse();

    private OpenTelemetryObserver(@Nullable Tracer tracer, @Nullable Meter meter) {
        this.tracer = tracer;
        this.durations = meter == null ? null : durations(meter);
        this.measures = meter == null ? null : new Measures(meter, fuse);
    }

    /**
     * Returns what observes for an OpenTelemetry.
     *
     * @param api the OpenTelemetry
     * @return the observer; {@link Telemetry#NONE} where neither spans nor measures would be recorded
     */
    public static Telemetry of(OpenTelemetry api) {
        OpenTelemetry noop = OpenTelemetry.noop();
        Tracer tracer = api.getTracer(SCOPE);
        Meter meter = api.getMeter(SCOPE);
        boolean traces = tracer.getClass() != noop.getTracer(SCOPE).getClass();
        boolean meters = meter.getClass() != noop.getMeter(SCOPE).getClass();
        return traces || meters
                ? new OpenTelemetryObserver(traces ? tracer : null, meters ? meter : null)
                : Telemetry.NONE;
    }

    private static DoubleHistogram durations(Meter meter) {
        DoubleHistogramBuilder builder = meter.histogramBuilder("db.client.operation.duration")
                .setUnit("s")
                .setDescription("Duration of database client operations.");
        try {
            builder.setExplicitBucketBoundariesAdvice(BUCKETS);
        } catch (NoSuchMethodError olderThan1Dot32) {
            // As on Payara 6: the histogram has the buckets of the server's SDK, or of its views.
        }
        return builder.build();
    }

    @Override
    public Backend around(StorePlan plan, Backend next) {
        return new TelemetryLayer(new Operations(tracer, durations, plan, fuse), next);
    }

    @Override
    public void measure(KVDriver driver, Engines engines, Readiness readiness) {
        if (measures != null) {
            measures.add(driver, engines, readiness);
        }
    }

    @Override
    public void close() {
        if (measures != null) {
            measures.close();
        }
    }
}
