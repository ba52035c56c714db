package dev.kvcdi.internal.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** One operation of one store: what every call of it has in common, made beforehand since calls may take less than a microsecond. */
final class Operation {

    private static final double NANOS_A_SECOND = 1e9;

    private final @Nullable Tracer tracer;
    private final @Nullable DoubleHistogram durations;
    private final Fuse fuse;
    private final String spanName;
    private final SpanKind kind;
    private final Attributes attributes;

    Operation(
            @Nullable Tracer tracer,
            @Nullable DoubleHistogram durations,
            Fuse fuse,
            String spanName,
            SpanKind kind,
            Attributes attributes) {
        this.tracer = tracer;
        this.durations = durations;
        this.fuse = fuse;
        this.spanName = spanName;
        this.kind = kind;
        this.attributes = attributes;
    }

    /** Begins to observe a call. */
    Observation begin() {
        return begin(1);
    }

    /** Begins to observe a call that does something to so many keys; by the conventions one is no batch. */
    Observation begin(int keys) {
        return new Observation(this, tracer == null ? null : span(tracer, keys));
    }

    private @Nullable Span span(Tracer spans, int keys) {
        try {
            SpanBuilder builder = spans.spanBuilder(spanName).setSpanKind(kind).setAllAttributes(attributes);
            if (keys > 1) {
                builder.setAttribute(Names.BATCH_SIZE, (long) keys);
            }
            return builder.startSpan();
        } catch (RuntimeException | LinkageError e) {
            fuse.blow(e);
            return null;
        }
    }

    void lasted(long nanos, @Nullable String error) {
        if (durations != null) {
            durations.record(
                    nanos / NANOS_A_SECOND,
                    error == null
                            ? attributes
                            : attributes.toBuilder().put(Names.ERROR, error).build());
        }
    }

    Fuse fuse() {
        return fuse;
    }
}
