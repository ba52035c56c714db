package dev.kvcdi.internal.view;

import dev.kvcdi.Batch;
import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.WriteRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The steps of one atomic batch, from every view that adds to it. */
final class Steps {

    static final String OPERATION = "atomically";

    private final StoreParts store;
    private final Thread owner = Thread.currentThread();
    private final Map<Key, Step> steps = new LinkedHashMap<>();
    private boolean open = true;

    private Steps(StoreParts store) {
        this.store = store;
    }

    /**
     * What a step does to its key.
     *
     * @param value the new value, or null to delete
     * @param ttl how long from the moment of the write, or null
     * @param condition what must hold
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Step(byte @Nullable [] value, @Nullable Duration ttl, Condition condition) {}

    /** Collects the steps of a view's batch and applies them. */
    static <V> boolean apply(TypedView<V> view, Consumer<Batch<V>> collect) {
        StoreParts store = view.store();
        AtomicFacet facet = facet(store);
        Steps steps = new Steps(store);
        try {
            collect.accept(new TypedBatch<>(steps, view));
        } finally {
            steps.open = false;
        }
        if (steps.steps.isEmpty()) {
            return true;
        }
        try {
            return facet.apply(steps.requests());
        } catch (RuntimeException e) {
            throw store.failures().ofWrite(OPERATION, null, e);
        }
    }

    private static AtomicFacet facet(StoreParts store) {
        Optional<AtomicFacet> facet;
        try {
            facet = store.backend().facet(AtomicFacet.class);
        } catch (RuntimeException e) {
            throw store.failures().ofRead(OPERATION, null, e);
        }
        return facet.orElseThrow(() -> store.failures().unsupported(OPERATION, null, Capability.ATOMIC_BATCHES));
    }

    StoreParts store() {
        return store;
    }

    void checkUse() {
        if (!open) {
            throw new IllegalStateException("A batch is used only during the call of atomically that gave it");
        }
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("A batch is used only by the thread that called atomically");
        }
    }

    /** Checks what must hold before a key may have a step. */
    void checkStep(Key key) {
        if (steps.containsKey(key)) {
            throw new IllegalArgumentException("A key has one step in a batch at the most");
        }
    }

    void put(Key key, byte[] value, @Nullable Duration ttl, Condition condition) {
        try {
            store.context().checkValue(value.length);
        } catch (EngineException e) {
            throw store.failures().ofRead(OPERATION, key.text(), e);
        }
        add(key, new Step(value, ttl, condition));
    }

    void delete(Key key, Condition condition) {
        add(key, new Step(null, null, condition));
    }

    private void add(Key key, Step step) {
        if (steps.size() == Batch.MAX_STEPS) {
            throw new KVLimitException(
                    store.failures().context(OPERATION, key.text()),
                    "a batch has at most " + Batch.MAX_STEPS
                            + " steps; nothing was written. Split it where it need not be atomic.",
                    null);
        }
        steps.put(key, step);
    }

    /** The requests, with expiries that count from now. */
    private List<WriteRequest> requests() {
        List<WriteRequest> requests = new ArrayList<>(steps.size());
        steps.forEach((key, step) -> {
            byte[] value = step.value();
            requests.add(
                    value == null
                            ? DeleteRequest.of(key, step.condition())
                            : PutRequest.of(key, value, store.expiryMillis(step.ttl()), step.condition()));
        });
        return requests;
    }
}
