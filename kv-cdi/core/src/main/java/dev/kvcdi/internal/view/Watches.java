package dev.kvcdi.internal.view;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.Watch;
import dev.kvcdi.spi.WatchFacet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The running watches of one store, which end with it. */
final class Watches {

    private static final String OPERATION = "watch";

    private final Set<RunningWatch<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    <V> Watch start(TypedView<V> view, String prefix, Consumer<Change<V>> listener) {
        Failures failures = view.store().failures();
        RunningWatch<V> watch = new RunningWatch<>(view, listener, running::remove);
        WatchFacet facet = facet(view.store());
        running.add(watch);
        try {
            watch.begun(facet.watch(prefix, watch));
        } catch (RuntimeException e) {
            watch.close();
            throw failures.ofRead(OPERATION, null, e);
        }
        // Asked last: whoever closes the store from now on finds the watch among the running ones.
        if (closed) {
            watch.close();
            throw failures.ofRead(OPERATION, null, StoreParts.closedFailure());
        }
        return watch;
    }

    private static WatchFacet facet(StoreParts store) {
        Optional<WatchFacet> facet;
        try {
            facet = store.backend().facet(WatchFacet.class);
        } catch (RuntimeException e) {
            throw store.failures().ofRead(OPERATION, null, e);
        }
        return facet.orElseThrow(() -> store.failures().unsupported(OPERATION, null, Capability.WATCH));
    }

    /** Ends all watches, and refuses further ones. */
    void end() {
        closed = true;
        for (RunningWatch<?> watch : running) {
            watch.end();
        }
    }

    /** Waits for the listeners of all watches, until a deadline of the JVM's clock. */
    void awaitListeners(long deadline) {
        for (RunningWatch<?> watch : running) {
            watch.awaitListener(deadline);
        }
        running.clear();
    }
}
