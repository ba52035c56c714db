package dev.kvcdi.internal.telemetry;

import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.util.List;
import java.util.Optional;

/** Batches, each observed as one operation. */
final class ObservedBatch implements BatchFacet {

    private final Operations operations;
    private final BatchFacet next;

    ObservedBatch(Operations operations, BatchFacet next) {
        this.operations = operations;
        this.next = next;
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<Key> keys) {
        Observation call = operations.getAll.begin(keys.size());
        try {
            List<Optional<StoredEntry>> found = next.getAll(keys);
            call.succeeded();
            return found;
        } catch (RuntimeException | Error e) {
            call.failed(e);
            throw e;
        }
    }

    @Override
    public void putAll(List<PutRequest> requests) {
        Observation call = operations.putAll.begin(requests.size());
        try {
            next.putAll(requests);
            call.succeeded();
        } catch (RuntimeException | Error e) {
            call.failed(e);
            throw e;
        }
    }

    @Override
    public void deleteAll(List<Key> keys) {
        Observation call = operations.deleteAll.begin(keys.size());
        try {
            next.deleteAll(keys);
            call.succeeded();
        } catch (RuntimeException | Error e) {
            call.failed(e);
            throw e;
        }
    }
}
