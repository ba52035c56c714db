package dev.kvcdi.internal.runtime;

import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.internal.engine.Engines;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.internal.engine.Surroundings;
import dev.kvcdi.internal.layer.Layers;
import dev.kvcdi.internal.view.Views;
import dev.kvcdi.internal.view.Views.OpenStore;
import dev.kvcdi.spi.Backend;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The open stores of one application. */
public final class StoreRuntime implements AutoCloseable {

    private final InstantSource clock;
    private final Duration timeout;
    private final ClassLoader loader;
    private final Threads threads;
    private final ListenerThreads listeners;
    private final Engines engines;
    private final Telemetry telemetry;
    private final Map<String, OpenStore> stores = new LinkedHashMap<>();
    private final Map<String, Backend> backends = new ConcurrentHashMap<>();
    private final Readiness readiness;
    private boolean closed;

    /**
     * Makes a runtime without stores.
     *
     * @param clock decides expiry
     * @param timeout how long an operation may take
     * @param loader the application's class loader
     * @param threads what drivers' tasks and listeners run on
     * @param telemetry observes the stores; closed with them
     */
    public StoreRuntime(
            InstantSource clock, Duration timeout, ClassLoader loader, Threads threads, Telemetry telemetry) {
        this.clock = clock;
        this.timeout = timeout;
        this.loader = loader;
        this.threads = threads;
        this.telemetry = telemetry;
        this.listeners = new ListenerThreads(threads, loader);
        this.engines = new Engines(new Surroundings(clock, timeout, threads.scheduler(), loader));
        this.readiness = new Readiness(this);
    }

    /**
     * Returns a store, and begins to open it where that was not done before. Does not wait for it to be open.
     *
     * @param name the store's name
     * @param plan makes the plan by which the store is opened
     * @return the store; after {@link #close()} one whose calls fail as closed
     */
    public synchronized OpenStore store(String name, Function<String, StorePlan> plan) {
        OpenStore store = stores.get(name);
        if (store == null) {
            store = open(plan.apply(name));
            stores.put(name, store);
        }
        return store;
    }

    private OpenStore open(StorePlan plan) {
        var context = new StoreContext(
                plan.name(), plan.driver().name(), plan.config().maxValueBytes(), timeout, clock, listeners);
        Backend backend = engines.open(plan);
        backends.put(plan.name(), backend);
        telemetry.measure(plan.driver(), engines, readiness);
        return Views.store(context, Layers.around(context, backend, next -> telemetry.around(plan, next)));
    }

    /**
     * Tells how the stores are.
     *
     * @return the stores
     */
    public List<Engines.Status> status() {
        return engines.status();
    }

    /**
     * Returns what tells whether the stores are fit for use.
     *
     * @return the same for all who ask, who share its answers
     */
    public Readiness readiness() {
        return readiness;
    }

    /**
     * Returns what reads from a store, beneath its layers; nothing in the moment before the store is known here, though its engine may be
     * open already. Takes no lock: whoever collects measures may hold others.
     */
    Optional<Probe> probe(String store) {
        return Optional.ofNullable(backends.get(store)).map(backend -> new Probe(backend, loader));
    }

    /** Closes all stores after their running calls have ended, as {@link Engines#close()} says. Closing again does nothing. */
    @Override
    public void close() {
        List<OpenStore> open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = List.copyOf(stores.values());
        }
        var end = new End();
        // Watches end while their engines are still there.
        open.forEach(store -> end.step(store::endWatches));
        long deadline = System.nanoTime() + timeout.toNanos();
        open.forEach(store -> end.step(() -> store.awaitListeners(deadline)));
        end.step(listeners::close);
        end.step(telemetry::close);
        end.step(engines::close);
        open.forEach(store -> end.step(store::close));
        end.step(threads.end());
        end.over();
    }
}
