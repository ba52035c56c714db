package dev.kvcdi.internal.layer;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.internal.TimeLeft;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives every engine the batch facet: its own, or a {@linkplain LoopedBatch loop}. */
final class BatchLayer implements Backend {

    private final StoreContext context;
    private final Backend next;

    BatchLayer(StoreContext context, Backend next) {
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
            return Optional.of(type.cast(new Batches()));
        }
        boolean passes = type == AtomicFacet.class || type == WatchFacet.class || type == NativeFacet.class;
        return passes ? next.facet(type) : Optional.empty();
    }

    /**
     * Whether the engine has batches is asked a call, since the answer may take a connection, and limits come before that. The waiting
     * counts for the call.
     */
    private final class Batches implements BatchFacet {

        private final BatchFacet loop = new LoopedBatch(next);

        @Override
        public List<Optional<StoredEntry>> getAll(List<Key> keys) {
            return TimeLeft.within(context.timeout(), () -> chosen().getAll(keys));
        }

        @Override
        public void putAll(List<PutRequest> requests) {
            within(() -> chosen().putAll(requests));
        }

        @Override
        public void deleteAll(List<Key> keys) {
            within(() -> chosen().deleteAll(keys));
        }

        private void within(Runnable call) {
            TimeLeft.within(context.timeout(), () -> {
                call.run();
                return true;
            });
        }

        private BatchFacet chosen() {
            return next.facet(BatchFacet.class).orElse(loop);
        }
    }
}
