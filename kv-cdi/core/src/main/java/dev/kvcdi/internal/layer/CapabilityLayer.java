package dev.kvcdi.internal.layer;

import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.GetRequest;
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

/** Refuses what the store does not declare, even where the engine would try: conditions, atomic batches, watches. */
final class CapabilityLayer implements Backend {

    private final Backend next;

    CapabilityLayer(Backend next) {
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
        check(request);
        return next.delete(request);
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        return next.scan(request);
    }

    @Override
    public <F> Optional<F> facet(Class<F> type) {
        if (type == AtomicFacet.class) {
            return has(Capability.ATOMIC_BATCHES)
                    ? next.facet(AtomicFacet.class).map(atomic -> type.cast(new Checked(atomic)))
                    : Optional.empty();
        }
        if (type == WatchFacet.class) {
            return has(Capability.WATCH) ? next.facet(type) : Optional.empty();
        }
        boolean passes = type == BatchFacet.class || type == NativeFacet.class;
        return passes ? next.facet(type) : Optional.empty();
    }

    private boolean has(Capability capability) {
        return next.capabilities().contains(capability);
    }

    private void check(WriteRequest request) {
        if (request.condition().kind() != Condition.Kind.NONE && !has(Capability.CONDITIONAL_WRITES)) {
            throw new EngineException(
                    EngineException.Kind.UNSUPPORTED,
                    "The store lacks the capability CONDITIONAL_WRITES. Write without a condition, or choose another driver.",
                    null);
        }
    }

    /** Atomic batches, whose conditions are checked like any other. */
    private final class Checked implements AtomicFacet {

        private final AtomicFacet atomic;

        Checked(AtomicFacet atomic) {
            this.atomic = atomic;
        }

        @Override
        public boolean apply(List<WriteRequest> requests) {
            for (WriteRequest request : requests) {
                check(request);
            }
            return atomic.apply(requests);
        }
    }
}
