package dev.kvcdi.internal.telemetry;

import dev.kvcdi.internal.engine.StorePlan;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** The operations of one store, named as in the lines of the log. */
final class Operations {

    final Operation get;
    final Operation put;
    final Operation delete;
    final Operation scan;
    final Operation getAll;
    final Operation putAll;
    final Operation deleteAll;
    final Operation atomically;
    final Operation watch;

    private final @Nullable Tracer tracer;
    private final @Nullable DoubleHistogram durations;
    private final StorePlan plan;
    private final Fuse fuse;

    /**
     * Describes the operations of a store.
     *
     * @param tracer makes spans; null where none are recorded
     * @param durations takes durations; null where none are recorded
     */
    Operations(@Nullable Tracer tracer, @Nullable DoubleHistogram durations, StorePlan plan, Fuse fuse) {
        this.tracer = tracer;
        this.durations = durations;
        this.plan = plan;
        this.fuse = fuse;
        this.get = named("get");
        this.put = named("put");
        this.delete = named("delete");
        this.scan = named("scan");
        this.getAll = named("getAll");
        this.putAll = named("putAll");
        this.deleteAll = named("deleteAll");
        this.atomically = named("atomically");
        this.watch = named("watch");
    }

    private Operation named(String name) {
        SpanKind kind = plan.driver().isInProcess() ? SpanKind.INTERNAL : SpanKind.CLIENT;
        // The application's name is the namespace: it is what separates equally named stores of one server.
        Attributes attributes = Attributes.of(
                Names.SYSTEM,
                plan.driver().systemName(),
                Names.NAMESPACE,
                plan.connection().application(),
                Names.COLLECTION,
                plan.name(),
                Names.OPERATION,
                name);
        return new Operation(tracer, durations, fuse, name + " " + plan.name(), kind, attributes);
    }
}
