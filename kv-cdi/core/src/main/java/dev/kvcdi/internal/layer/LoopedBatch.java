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
        EngineException.Kind kind =
                cause instanceof EngineException engine ? engine.kind() : EngineException.Kind.OUTCOME_UNKNOWN;
        boolean unknown = kind == EngineException.Kind.OUTCOME_UNKNOWN;
        if (failed == 0 && !unknown) {
            return cause;
        }
        Map<Key, Fate> fates = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            fates.put(keys.get(i), i < failed ? Fate.APPLIED : Fate.NOT_APPLIED);
        }
        if (unknown) {
            fates.put(keys.get(failed), Fate.UNKNOWN);
        }
        return new PartialBatchException(kind, message(cause), fates, cause);
    }

    private static String message(RuntimeException cause) {
        return cause instanceof EngineException
                ? String.valueOf(cause.getMessage())
                : "the driver failed by a defect of its own ("
                        + cause.getClass().getName() + ").";
    }
}
