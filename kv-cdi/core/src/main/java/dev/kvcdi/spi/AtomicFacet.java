package dev.kvcdi.spi;

import java.util.List;

/** All-or-nothing writes of several keys. Goes with {@link dev.kvcdi.Capability#ATOMIC_BATCHES}. */
public interface AtomicFacet {

    /**
     * Applies all writes if all conditions hold, deciding and writing in one step that nobody sees a part of.
     *
     * @param requests the writes, at least one and at most {@link dev.kvcdi.Batch#MAX_STEPS}, of distinct keys
     * @return whether they were applied; false when a condition did not hold
     */
    boolean apply(List<WriteRequest> requests);
}
