package dev.kvcdi.internal.engine;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.engine.StoreState.Ready;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import dev.kvcdi.spi.WatchFacet.Registration;
import dev.kvcdi.spi.WatchFacet.Sink;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The live watches of one store, which survive connecting again. */
final class Watches {

    private final GatedStore store;
    private final Set<LiveWatch> live = ConcurrentHashMap.newKeySet();

    Watches(GatedStore store) {
        this.store = store;
    }

    /**
     * Begins a watch on the connection that is up.
     *
     * @param prefix what the keys begin with
     * @param sink receives the changes
     * @return ends the watch
     */
    Registration begin(String prefix, Sink sink) {
        Ready ready = store.enter();
        try {
            ready.require(Capability.WATCH);
            var watch = new LiveWatch(prefix, sink);
            // Known before it is registered: a connection that comes up meanwhile takes it over.
            live.add(watch);
            try {
                watch.register(ready.backend(), ready.gate());
            } catch (RuntimeException | Error e) {
                live.remove(watch);
                throw e;
            }
            return watch;
        } finally {
            ready.gate().exit();
        }
    }

    /**
     * Moves all live watches to a new connection, unless the engine has lost the capability meanwhile.
     *
     * @param backend the new connection's backend
     * @param gate the new connection's gate
     * @return those who are to be told that changes may have been missed, as soon as they can list again
     */
    List<Sink> moveTo(Backend backend, Gate gate) {
        List<LiveWatch> moved = List.copyOf(live);
        if (backend.facet(WatchFacet.class).isPresent()) {
            moved.forEach(watch -> watch.register(backend, gate));
        }
        return moved.stream().map(watch -> watch.sink).toList();
    }

    /** One watch: what the caller wants, and its registration with the connection that is up. */
    private final class LiveWatch implements Registration {

        private final String prefix;
        private final Sink sink;
        private @Nullable Link current;
        private boolean closed;

        LiveWatch(String prefix, Sink sink) {
            this.prefix = prefix;
            this.sink = sink;
        }

        synchronized void register(Backend backend, Gate gate) {
            if (closed || (current != null && current.gate == gate)) {
                return;
            }
            var facet = backend.facet(WatchFacet.class)
                    .orElseThrow(() -> new EngineException(
                            EngineException.Kind.UNSUPPORTED,
                            "the engine that is connected lacks the capability " + Capability.WATCH + ".",
                            null));
            if (current != null) {
                current.stale = true;
            }
            var link = new Link(sink, gate);
            link.registration = facet.watch(prefix, link);
            current = link;
        }

        @Override
        public void close() {
            live.remove(this);
            Link ended;
            synchronized (this) {
                closed = true;
                ended = current;
                current = null;
            }
            if (ended != null) {
                ended.end();
            }
        }
    }

    /** A watch's registration with one connection. What comes from an older connection is dropped. */
    private static final class Link implements Sink {

        private final Sink sink;
        private final Gate gate;
        private @Nullable Registration registration;
        private volatile boolean stale;

        Link(Sink sink, Gate gate) {
            this.sink = sink;
            this.gate = gate;
        }

        void end() {
            // A gate that is closed says that the engine ends, and the registration with it.
            if (gate.enter()) {
                try {
                    if (registration != null) {
                        registration.close();
                    }
                } finally {
                    gate.exit();
                }
            }
            stale = true;
        }

        @Override
        public void put(StoredEntry entry) {
            if (!stale) {
                sink.put(entry);
            }
        }

        @Override
        public void removed(String key) {
            if (!stale) {
                sink.removed(key);
            }
        }

        @Override
        public void lost() {
            if (!stale) {
                sink.lost();
            }
        }
    }
}
