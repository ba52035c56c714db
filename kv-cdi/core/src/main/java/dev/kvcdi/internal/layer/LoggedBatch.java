package dev.kvcdi.internal.layer;

import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.util.List;
import java.util.Optional;

/** Batches with a line each. */
final class LoggedBatch implements BatchFacet {

    private final OperationLog log;
    private final BatchFacet next;

    LoggedBatch(OperationLog log, BatchFacet next) {
        this.log = log;
        this.next = next;
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<Key> keys) {
        if (!log.isOn()) {
            return next.getAll(keys);
        }
        long start = System.nanoTime();
        try {
            List<Optional<StoredEntry>> found = next.getAll(keys);
            log.succeeded("getAll", OperationLog.count(keys.size()), start);
            return found;
        } catch (RuntimeException e) {
            throw log.failed("getAll", e, start);
        }
    }

    @Override
    public void putAll(List<PutRequest> requests) {
        if (!log.isOn()) {
            next.putAll(requests);
            return;
        }
        long start = System.nanoTime();
        try {
            next.putAll(requests);
            log.succeeded("putAll", OperationLog.count(requests.size()), start);
        } catch (RuntimeException e) {
            throw log.failed("putAll", e, start);
        }
    }

    @Override
    public void deleteAll(List<Key> keys) {
        if (!log.isOn()) {
            next.deleteAll(keys);
            return;
        }
        long start = System.nanoTime();
        try {
            next.deleteAll(keys);
            log.succeeded("deleteAll", OperationLog.count(keys.size()), start);
        } catch (RuntimeException e) {
            throw log.failed("deleteAll", e, start);
        }
    }
}
