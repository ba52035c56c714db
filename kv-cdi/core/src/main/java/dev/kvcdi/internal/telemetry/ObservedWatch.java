package dev.kvcdi.internal.telemetry;

import dev.kvcdi.spi.WatchFacet;

/** Watches, whose beginning is observed; they last as long as the application likes. */
final class ObservedWatch implements WatchFacet {

    private final Operations operations;
    private final WatchFacet next;

    ObservedWatch(Operations operations, WatchFacet next) {
        this.operations = operations;
        this.next = next;
    }

    @Override
    public Registration watch(String prefix, Sink sink) {
        Observation call = operations.watch.begin();
        try {
            Registration registration = next.watch(prefix, sink);
            call.succeeded();
            return registration;
        } catch (RuntimeException | Error e) {
            call.failed(e);
            throw e;
        }
    }
}
