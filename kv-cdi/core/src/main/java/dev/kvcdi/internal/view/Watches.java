package dev.kvcdi.internal.view;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.Watch;
import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.WatchFacet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The running watches of one store, which end with it. */
final class Watches {

    private final StoreContext context;
    private final Set<RunningWatch<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Watches(StoreContext context) {
        this.context = context;
    }

    <V> Watch start(TypedView<V> view, String prefix, Consumer<Change<V>> listener) {
        Failures failures = view.store().failures();
        RunningWatch<V> watch = new RunningWatch<>(view, listener, running::remove);
        try {
            Optional<WatchFacet> facet = view.store().backend().facet(WatchFacet.class);
            if (facet.isEmpty()) {
                throw failures.unsupported("watch", null, Capability.WATCH);
            }
            running.add(watch);
            watch.begun(facet.get().watch(prefix, watch));
        } catch (RuntimeException e) {
            watch.close();
            throw e instanceof dev.kvcdi.KVException ? e : failures.ofRead("watch", null, e);
        }
        if (closed) {
            watch.close();
            throw failures.ofRead(
                    "watch",
                    null,
                    new EngineException(
                            EngineException.Kind.CLOSED, "the store is closed, because the application stops.", null));
        }
        return watch;
    }

    /** Ends all watches, and waits for their listeners for the operation timeout in all. */
    void close() {
        closed = true;
        long deadline = System.nanoTime() + context.timeout().toNanos();
        for (RunningWatch<?> watch : running) {
            watch.end();
        }
        for (RunningWatch<?> watch : running) {
            watch.awaitListener(deadline);
        }
        running.clear();
    }
}
