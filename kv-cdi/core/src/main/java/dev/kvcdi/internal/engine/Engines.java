package dev.kvcdi.internal.engine;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.engine.StoreState.Closed;
import dev.kvcdi.internal.engine.StoreState.Down;
import dev.kvcdi.internal.engine.StoreState.Ready;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/** The engines of one application, each shared by the stores that have the same driver and the same connection configuration. */
public final class Engines implements AutoCloseable {

    /** How long closing waits beyond the operation timeout, in which every well-behaved call ends. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Surroundings surroundings;
    private final Duration grace;
    private final ThreadFactory threads;
    private final Map<Map.Entry<String, ConnectionConfig>, SharedEngine> engines = new LinkedHashMap<>();
    private final Map<String, GatedStore> stores = new LinkedHashMap<>();
    private boolean closed;

    /**
     * What is known about a store.
     *
     * @param plan how it is opened
     * @param open whether it is open
     * @param capabilities what it can do, as far as is known
     * @param failure why it is not open, if it is known
     */
    public record Status(
            StorePlan plan, boolean open, Set<Capability> capabilities, Optional<EngineException> failure) {}

    /**
     * Makes engines, none yet.
     *
     * @param surroundings what the engines live in
     */
    public Engines(Surroundings surroundings) {
        this(surroundings, GRACE, Thread::new);
    }

    Engines(Surroundings surroundings, Duration grace, ThreadFactory threads) {
        this.surroundings = surroundings;
        this.grace = grace;
        this.threads = threads;
    }

    /**
     * Begins to open a store, and returns without waiting for it.
     *
     * @param plan the store, which was not opened before
     * @return the store's backend: calls wait while the first attempt to connect is under way, for no longer than the operation
     *     timeout, and fail at once while there is no connection later. After {@link #close()} they fail as closed
     */
    public synchronized Backend open(StorePlan plan) {
        if (stores.containsKey(plan.name())) {
            throw new IllegalStateException("The store '" + plan.name() + "' is open already");
        }
        var connection = Map.entry(plan.driver().name(), plan.connection());
        var engine = engines.computeIfAbsent(
                connection, shared -> new SharedEngine(plan.driver(), plan.connection(), surroundings, threads));
        if (closed) {
            engine.beginClose();
        }
        var store = engine.add(plan);
        stores.put(plan.name(), store);
        return store;
    }

    /**
     * Tells how the stores are.
     *
     * @return the stores, in the order in which they were opened
     */
    public synchronized List<Status> status() {
        var all = new ArrayList<Status>();
        for (GatedStore store : stores.values()) {
            StoreState state = store.state();
            Optional<EngineException> failure = state instanceof Down down
                    ? Optional.of(down.cause())
                    : state instanceof Closed ? Optional.of(Closed.failure()) : Optional.empty();
            all.add(new Status(store.plan(), state instanceof Ready, store.capabilities(), failure));
        }
        return all;
    }

    /**
     * Returns what can be measured.
     *
     * @return the engines, each with the stores that share it, in the order in which they were opened
     */
    public List<EngineMeasures> measures() {
        List<SharedEngine> all;
        synchronized (this) {
            all = List.copyOf(engines.values());
        }
        return all.stream()
                .map(SharedEngine::stores)
                .filter(sharing -> !sharing.isEmpty())
                .map(EngineMeasures::new)
                .toList();
    }

    /**
     * Closes all engines: refuses further calls, waits for those that run, cancels the drivers' tasks, and closes. An engine whose
     * calls do not end within the operation timeout and a few seconds stays open until they do, since closing it beneath them would
     * crash the server; a log line says so. Closing again does nothing.
     */
    @Override
    public void close() {
        List<SharedEngine> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(engines.values());
        }
        all.forEach(SharedEngine::beginClose);
        Duration limit = surroundings.timeout().plus(grace);
        long deadline = System.nanoTime() + limit.toNanos();
        all.forEach(engine -> engine.awaitClosed(deadline));
    }
}
