package dev.kvcdi.internal.layer;

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

/** Gives every engine the batch facet: its own, or a {@linkplain LoopedBatch loop}. */
final class BatchLayer implements Backend {

    private final Backend next;

    BatchLayer(Backend next) {
        this.next = next;
    }

    @Override
    public Set<Capability> capabilities() {
        return next.capabilities();
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        return next.get(request);
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        return next.put(request);
    }

    @Override
    public boolean delete(DeleteRequest request) {
        return next.delete(request);
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        return next.scan(request);
    }

    @Override
    public <F> Optional<F> facet(Class<F> type) {
        if (type == BatchFacet.class) {
            BatchFacet batch = next.facet(BatchFacet.class).orElseGet(() -> new LoopedBatch(next));
            return Optional.of(type.cast(batch));
        }
        boolean passes = type == AtomicFacet.class || type == WatchFacet.class || type == NativeFacet.class;
        return passes ? next.facet(type) : Optional.empty();
    }
}
