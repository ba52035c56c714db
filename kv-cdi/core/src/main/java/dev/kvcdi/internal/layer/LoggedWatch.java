package dev.kvcdi.internal.layer;

import dev.kvcdi.spi.WatchFacet;

/** Watches with a line when they begin, and none a change. */
final class LoggedWatch implements WatchFacet {

    private final OperationLog log;
    private final WatchFacet next;

    LoggedWatch(OperationLog log, WatchFacet next) {
        this.log = log;
        this.next = next;
    }

    @Override
    public Registration watch(String prefix, Sink sink) {
        if (!log.isOn()) {
            return next.watch(prefix, sink);
        }
        long start = System.nanoTime();
        try {
            Registration registration = next.watch(prefix, sink);
            log.succeeded("watch", "begun", start);
            return registration;
        } catch (RuntimeException e) {
            throw log.failed("watch", e, start);
        }
    }
}
