package dev.kvcdi.internal.engine;

import dev.kvcdi.internal.ScriptedDriver;
import dev.kvcdi.internal.SuspendableScheduler;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import dev.kvcdi.spi.StoredEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Engines over a scripted driver, and threads to call them with. */
final class EngineHarness implements AutoCloseable {

    static final Key KEY = Key.of("key").orElseThrow();

    final ScriptedDriver driver = new ScriptedDriver();
    final SuspendableScheduler server = new SuspendableScheduler(2);
    final ExecutorService callers = Executors.newCachedThreadPool();

    /** Whether the system has no thread for an engine the next time that it needs one. */
    final AtomicBoolean refuseThread = new AtomicBoolean();

    final Engines engines;

    EngineHarness(Duration timeout) {
        this(timeout, Duration.ofSeconds(30));
    }

    EngineHarness(Duration timeout, Duration grace) {
        ClassLoader loader = EngineHarness.class.getClassLoader();
        engines = new Engines(new Surroundings(InstantSource.system(), timeout, server, loader), grace, this::thread);
    }

    private Thread thread(Runnable work) {
        return new Thread(work) {
            @Override
            public synchronized void start() {
                if (refuseThread.compareAndSet(true, false)) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        };
    }

    Backend open(String store) {
        return engines.open(plan(driver, store, Map.of()));
    }

    static StorePlan plan(KVDriver driver, String store, Map<String, ?> connection) {
        var none = Settings.of(Map.of());
        return new StorePlan(
                driver,
                ConnectionConfig.of("test", Path.of("/"), Settings.of(connection)),
                StoreConfig.of(store, 1_000, none),
                "somewhere",
                Set.of());
    }

    static Optional<StoredEntry> get(Backend store) {
        return store.get(GetRequest.of(KEY));
    }

    @Override
    public void close() {
        engines.close();
        server.shutdownNow();
        callers.shutdownNow();
    }
}
