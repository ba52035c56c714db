package dev.kvcdi.internal.layer;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import dev.kvcdi.spi.WriteRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Refuses values over the store's limit, before the engine sees any part of what was asked. */
final class LimitLayer implements Backend {

    private final StoreContext context;
    private final Backend next;

    LimitLayer(StoreContext context, Backend next) {
        this.context = context;
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
        check(request);
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
            return next.facet(BatchFacet.class).map(batch -> type.cast(new LimitedBatch(batch)));
        }
        if (type == AtomicFacet.class) {
            return next.facet(AtomicFacet.class).map(atomic -> type.cast(new LimitedAtomic(atomic)));
        }
        boolean passes = type == WatchFacet.class || type == NativeFacet.class;
        return passes ? next.facet(type) : Optional.empty();
    }

    private void check(PutRequest request) {
        context.checkValue(request.value().length);
    }

    /** Batches, of which all values are checked before one is written. */
    private final class LimitedBatch implements BatchFacet {

        private final BatchFacet batch;

        LimitedBatch(BatchFacet batch) {
            this.batch = batch;
        }

        @Override
        public List<Optional<StoredEntry>> getAll(List<Key> keys) {
            return batch.getAll(keys);
        }

        @Override
        public void putAll(List<PutRequest> requests) {
            for (PutRequest request : requests) {
                check(request);
            }
            batch.putAll(requests);
        }

        @Override
        public void deleteAll(List<Key> keys) {
            batch.deleteAll(keys);
        }
    }

    /** Atomic batches, of which all values are checked. */
    private final class LimitedAtomic implements AtomicFacet {

        private final AtomicFacet atomic;

        LimitedAtomic(AtomicFacet atomic) {
            this.atomic = atomic;
        }

        @Override
        public boolean apply(List<WriteRequest> requests) {
            for (WriteRequest request : requests) {
                if (request instanceof PutRequest put) {
                    check(put);
                }
            }
            return atomic.apply(requests);
        }
    }
}
