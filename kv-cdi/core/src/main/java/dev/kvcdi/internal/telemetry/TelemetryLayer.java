package dev.kvcdi.internal.telemetry;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
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

/**
 * Observes every operation. A listing has a span for each part that is read of it, whose parent is whoever reads at that time; a watch
 * has one until it has begun, and none a change; what applications do to the engine's own objects has none.
 */
final class TelemetryLayer implements Backend {

    private final Operations operations;
    private final Backend next;

    TelemetryLayer(Operations operations, Backend next) {
        this.operations = operations;
        this.next = next;
    }

    @Override
    public Set<Capability> capabilities() {
        return next.capabilities();
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        Observation call = operations.get.begin();
        try {
            Optional<StoredEntry> found = next.get(request);
            call.succeeded();
            return found;
        } catch (RuntimeException | Error e) {
            call.failed(e);
            throw e;
        }
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        Observation call = operations.put.begin();
        try {
            Optional<Version> version = next.put(request);
            call.succeeded();
            return version;
        } catch (RuntimeException | Error e) {
            call.failed(e);
            throw e;
        }
    }

    @Override
    public boolean delete(DeleteRequest request) {
        Observation call = operations.delete.begin();
        try {
            boolean deleted = next.delete(request);
            call.succeeded();
            return deleted;
        } catch (RuntimeException | Error e) {
            call.failed(e);
            throw e;
        }
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        Observation call = operations.scan.begin();
        try {
            ScanResult part = next.scan(request);
            call.succeeded();
            return part;
        } catch (RuntimeException | Error e) {
            call.failed(e);
            throw e;
        }
    }

    @Override
    public <F> Optional<F> facet(Class<F> type) {
        if (type == BatchFacet.class) {
            return next.facet(BatchFacet.class).map(batch -> type.cast(new ObservedBatch(operations, batch)));
        }
        if (type == AtomicFacet.class) {
            return next.facet(AtomicFacet.class).map(atomic -> type.cast(new ObservedAtomic(operations, atomic)));
        }
        if (type == WatchFacet.class) {
            return next.facet(WatchFacet.class).map(watch -> type.cast(new ObservedWatch(operations, watch)));
        }
        return type == NativeFacet.class ? next.facet(type) : Optional.empty();
    }
}
