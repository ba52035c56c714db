package dev.kvcdi.internal.telemetry;

import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.WriteRequest;
import java.util.List;

/** Atomic batches, each observed as one operation. A lost condition is a result, not an error. */
final class ObservedAtomic implements AtomicFacet {

    private final Operations operations;
    private final AtomicFacet next;

    ObservedAtomic(Operations operations, AtomicFacet next) {
        this.operations = operations;
        this.next = next;
    }

    @Override
    public boolean apply(List<WriteRequest> requests) {
        Observation call = operations.atomically.begin(requests.size());
        try {
            boolean applied = next.apply(requests);
            call.succeeded();
            return applied;
        } catch (RuntimeException | Error e) {
            call.failed(e);
            throw e;
        }
    }
}
