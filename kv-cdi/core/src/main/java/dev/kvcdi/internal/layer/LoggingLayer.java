package dev.kvcdi.internal.layer;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.util.Optional;
import java.util.Set;

/** Writes a line for every operation where the log wants it, and costs one question to the logger where it does not. */
final class LoggingLayer implements Backend {

    private final OperationLog log;
    private final Backend next;

    LoggingLayer(StoreContext context, Backend next) {
        this.log = new OperationLog(context);
        this.next = next;
    }

    @Override
    public Set<Capability> capabilities() {
        return next.capabilities();
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        if (!log.isOn()) {
            return next.get(request);
        }
        long start = System.nanoTime();
        try {
            Optional<StoredEntry> found = next.get(request);
            log.succeeded("get", found.isPresent() ? "hit" : "miss", start);
            return found;
        } catch (RuntimeException e) {
            throw log.failed("get", e, start);
        }
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        if (!log.isOn()) {
            return next.put(request);
        }
        long start = System.nanoTime();
        try {
            Optional<Version> version = next.put(request);
            log.succeeded("put", version.isPresent() ? "applied" : "condition lost", start);
            return version;
        } catch (RuntimeException e) {
            throw log.failed("put", e, start);
        }
    }

    @Override
    public boolean delete(DeleteRequest request) {
        if (!log.isOn()) {
            return next.delete(request);
        }
        long start = System.nanoTime();
        try {
            boolean deleted = next.delete(request);
            log.succeeded("delete", deleted ? "applied" : "nothing deleted", start);
            return deleted;
        } catch (RuntimeException e) {
            throw log.failed("delete", e, start);
        }
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        if (!log.isOn()) {
            return next.scan(request);
        }
        long start = System.nanoTime();
        try {
            ScanResult part = next.scan(request);
            log.succeeded("scan", OperationLog.count(part.entries().size()), start);
            return part;
        } catch (RuntimeException e) {
            throw log.failed("scan", e, start);
        }
    }

    @Override
    public <F> Optional<F> facet(Class<F> type) {
        if (type == BatchFacet.class) {
            return next.facet(BatchFacet.class).map(batch -> type.cast(new LoggedBatch(log, batch)));
        }
        if (type == AtomicFacet.class) {
            return next.facet(AtomicFacet.class).map(atomic -> type.cast(new LoggedAtomic(log, atomic)));
        }
        if (type == WatchFacet.class) {
            return next.facet(WatchFacet.class).map(watch -> type.cast(new LoggedWatch(log, watch)));
        }
        return type == NativeFacet.class ? next.facet(type) : Optional.empty();
    }
}
