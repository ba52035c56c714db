package dev.kvcdi.internal.view;

import dev.kvcdi.Condition;
import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PartialBatchException;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is done to several keys of a view, not atomically.
 *
 * @param <V> the values' type
 */
final class ManyKeys<V> {

    private final StoreParts store;
    private final Namespace names;
    private final Coding<V> coding;

    ManyKeys(TypedView<V> view) {
        this.store = view.store();
        this.names = view.names();
        this.coding = view.coding();
    }

    Map<String, V> get(Collection<String> keys) {
        List<Key> wholes = distinct("getAll", keys);
        if (wholes.isEmpty()) {
            return Map.of();
        }
        List<Optional<StoredEntry>> found = store.getAll("getAll", wholes);
        Map<String, V> values = new LinkedHashMap<>();
        for (int i = 0; i < wholes.size(); i++) {
            Optional<StoredEntry> each = found.get(i);
            if (each.isPresent()) {
                String whole = wholes.get(i).text();
                values.put(
                        names.stripped(whole),
                        coding.decode("getAll", whole, each.get().value()));
            }
        }
        return Collections.unmodifiableMap(values);
    }

    void set(Map<String, V> values) {
        Map<String, V> wanted = new LinkedHashMap<>();
        values.forEach(
                (key, value) -> wanted.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
        List<Key> keys = distinct("setAll", wanted.keySet());
        List<PutRequest> requests = new ArrayList<>(keys.size());
        int at = 0;
        for (V value : wanted.values()) {
            Key key = keys.get(at++);
            byte[] bytes = coding.encode("setAll", key.text(), value);
            requests.add(PutRequest.of(key, bytes, StoredEntry.NEVER, Condition.none()));
        }
        write("setAll", keys, batch -> batch.putAll(requests));
    }

    void delete(Collection<String> keys) {
        List<Key> wholes = distinct("deleteAll", keys);
        write("deleteAll", wholes, batch -> batch.deleteAll(wholes));
    }

    /** The whole keys in the order of their first mention. */
    private List<Key> distinct(String operation, Collection<String> keys) {
        Set<String> distinct = new LinkedHashSet<>();
        for (String key : keys) {
            distinct.add(Objects.requireNonNull(key, "key"));
        }
        List<Key> wholes = new ArrayList<>(distinct.size());
        for (String key : distinct) {
            wholes.add(names.key(operation, key));
        }
        return wholes;
    }

    private void write(String operation, List<Key> keys, Consumer<BatchFacet> use) {
        if (keys.isEmpty()) {
            return;
        }
        try {
            use.accept(store.batches());
        } catch (RuntimeException e) {
            throw failed(operation, keys, e);
        }
    }

    /**
     * What a failed batch gives, whatever form the driver chose for it: the failure's own exception when nothing was written for certain,
     * else the fates.
     */
    private RuntimeException failed(String operation, List<Key> keys, RuntimeException failure) {
        Map<String, Fate> fates = new LinkedHashMap<>();
        Map<String, Fate> told = failure instanceof PartialBatchException partial ? partial.fates() : Map.of();
        Fate untold = isCertain(failure) ? Fate.NOT_APPLIED : Fate.UNKNOWN;
        for (Key key : keys) {
            fates.put(names.stripped(key.text()), told.getOrDefault(key.text(), untold));
        }
        if (fates.values().stream().allMatch(Fate.NOT_APPLIED::equals)) {
            return store.failures().ofRead(operation, null, failure);
        }
        return new KVBatchException(
                store.failures().context(operation, null),
                "some keys were not written, or may not have been; fates() tells which. The reason: "
                        + Failures.reason(failure),
                fates,
                failure);
    }

    private static boolean isCertain(RuntimeException failure) {
        return !(failure instanceof PartialBatchException)
                && failure instanceof EngineException engine
                && engine.kind() != EngineException.Kind.OUTCOME_UNKNOWN;
    }
}
