package dev.kvcdi.internal.layer;

import dev.kvcdi.Condition;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PartialBatchException;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Batches of an engine that has none of its own: one operation a key, ended by the first that fails. */
final class LoopedBatch implements BatchFacet {

    private final Backend backend;

    LoopedBatch(Backend backend) {
        this.backend = backend;
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<Key> keys) {
        List<Optional<StoredEntry>> found = new ArrayList<>(keys.size());
        for (Key key : keys) {
            found.add(backend.get(GetRequest.of(key)));
        }
        return found;
    }

    @Override
    public void putAll(List<PutRequest> requests) {
        int done = 0;
        try {
            for (; done < requests.size(); done++) {
                backend.put(requests.get(done));
            }
        } catch (RuntimeException e) {
            throw partial(requests.stream().map(PutRequest::key).toList(), done, e);
        }
    }

    @Override
    public void deleteAll(List<Key> keys) {
        int done = 0;
        try {
            for (; done < keys.size(); done++) {
                backend.delete(DeleteRequest.of(keys.get(done), Condition.none()));
            }
        } catch (RuntimeException e) {
            throw partial(keys, done, e);
        }
    }

    /** The failure of a batch whose key number {@code failed} failed, after those before were written. */
    private static RuntimeException partial(List<Key> keys, int failed, RuntimeException cause) {
        boolean applied = !(cause instanceof EngineException e) || e.kind() == EngineException.Kind.OUTCOME_UNKNOWN;
        if (failed == 0 && !applied) {
            return cause;
        }
        Map<Key, Fate> fates = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            fates.put(
                    keys.get(i), i < failed ? Fate.APPLIED : i == failed && applied ? Fate.UNKNOWN : Fate.NOT_APPLIED);
        }
        EngineException.Kind kind =
                cause instanceof EngineException e ? e.kind() : EngineException.Kind.OUTCOME_UNKNOWN;
        String message = cause instanceof EngineException e
                ? String.valueOf(e.getMessage())
                : "The driver failed by a defect of its own.";
        return new PartialBatchException(kind, message, fates, cause);
    }
}
