package dev.kvcdi.internal.layer;

import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.WriteRequest;
import java.util.List;

/** Atomic batches with a line each. */
final class LoggedAtomic implements AtomicFacet {

    private final OperationLog log;
    private final AtomicFacet next;

    LoggedAtomic(OperationLog log, AtomicFacet next) {
        this.log = log;
        this.next = next;
    }

    @Override
    public boolean apply(List<WriteRequest> requests) {
        if (!log.isOn()) {
            return next.apply(requests);
        }
        long start = System.nanoTime();
        try {
            boolean applied = next.apply(requests);
            String outcome = applied ? " applied" : ", condition lost,";
            log.succeeded("atomically", OperationLog.count(requests.size()) + outcome, start);
            return applied;
        } catch (RuntimeException e) {
            throw log.failed("atomically", e, start);
        }
    }
}
