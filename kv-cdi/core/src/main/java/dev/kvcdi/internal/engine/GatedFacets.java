package dev.kvcdi.internal.engine;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.TimeLeft;
import dev.kvcdi.internal.engine.StoreState.Ready;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import dev.kvcdi.spi.WriteRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The facets of a store over all the connections of its engine. */
final class GatedFacets implements BatchFacet, AtomicFacet, WatchFacet, NativeFacet {

    private final GatedStore store;

    GatedFacets(GatedStore store) {
        this.store = store;
    }

    private <F, R> R in(Class<F> type, Function<F, R> call) {
        Ready ready = store.enter();
        try {
            R result = call.apply(facet(ready, type));
            store.answers().came();
            return result;
        } catch (EngineException e) {
            throw store.answers().failed(e);
        } finally {
            ready.gate().exit();
        }
    }

    private static <F> F facet(Ready ready, Class<F> type) {
        return ready.backend()
                .facet(type)
                .orElseThrow(() -> new EngineException(
                        EngineException.Kind.UNSUPPORTED,
                        "the engine that is connected does not offer " + type.getSimpleName() + ".",
                        null));
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<Key> keys) {
        return in(BatchFacet.class, batch -> batch.getAll(keys));
    }

    @Override
    public void putAll(List<PutRequest> requests) {
        in(BatchFacet.class, batch -> {
            batch.putAll(requests);
            return true;
        });
    }

    @Override
    public void deleteAll(List<Key> keys) {
        in(BatchFacet.class, batch -> {
            batch.deleteAll(keys);
            return true;
        });
    }

    @Override
    public boolean apply(List<WriteRequest> requests) {
        return TimeLeft.within(store.timeout(), () -> {
            Ready ready = store.enter();
            try {
                ready.require(Capability.ATOMIC_BATCHES);
                boolean applied = facet(ready, AtomicFacet.class).apply(requests);
                store.answers().came();
                return applied;
            } catch (EngineException e) {
                throw store.answers().failed(e);
            } finally {
                ready.gate().exit();
            }
        });
    }

    @Override
    public Registration watch(String prefix, Sink sink) {
        return TimeLeft.within(store.timeout(), () -> store.watches().begin(prefix, sink));
    }

    @Override
    public Set<Class<?>> types() {
        Ready ready = store.enter();
        try {
            return ready.backend()
                    .facet(NativeFacet.class)
                    .map(NativeFacet::types)
                    .orElse(Set.of());
        } finally {
            ready.gate().exit();
        }
    }

    @Override
    public <N, R> R use(Class<N> type, Function<? super N, R> use) {
        return in(NativeFacet.class, natives -> natives.use(type, use));
    }
}
