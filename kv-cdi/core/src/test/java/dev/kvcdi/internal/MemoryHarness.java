package dev.kvcdi.internal;

import dev.kvcdi.internal.layer.Layers;
import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.internal.view.Views;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A connected memory engine with a clock that only tests move, and the threads that it needs. */
public final class MemoryHarness implements AutoCloseable, DriverContext {

    /** The largest value, in bytes. */
    public static final int MAX_VALUE_BYTES = 1_000;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService listeners = Executors.newFixedThreadPool(2);
    private final Settings none = Settings.of(Map.of());
    private final Engine engine = new MemoryDriver().connect(ConnectionConfig.of("test", Path.of("/"), none), this);

    public Engine engine() {
        return engine;
    }

    public Backend backend(String store) {
        return engine.open(StoreConfig.of(store, MAX_VALUE_BYTES, none));
    }

    public Views.OpenStore store() {
        return store(backend("things"));
    }

    public Views.OpenStore store(Backend backend) {
        return store(storeContext(), backend);
    }

    public static Views.OpenStore store(StoreContext context, Backend backend) {
        return Views.store(context, Layers.around(context, backend, UnaryOperator.identity()));
    }

    public StoreContext storeContext() {
        return new StoreContext("things", "memory", MAX_VALUE_BYTES, Duration.ofSeconds(2), clock(), listeners);
    }

    public void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Override
    public InstantSource clock() {
        return now::get;
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public System.Logger logger() {
        return System.getLogger(MemoryHarness.class.getName());
    }

    @Override
    public void reconnect(EngineException cause) {
        throw new AssertionError("Memory needs no reconnecting", cause);
    }

    @Override
    public void close() {
        engine.close();
        scheduler.shutdownNow();
        listeners.shutdownNow();
    }
}
