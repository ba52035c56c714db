package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the core offers to an engine, with a clock that tests set and a scheduler of its own. */
final class TestContext implements DriverContext, AutoCloseable {

    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "test-scheduler");
        thread.setDaemon(true);
        return thread;
    });
    private final List<EngineException> reconnects = new CopyOnWriteArrayList<>();
    private volatile Duration timeout;
    private volatile Runnable whenReconnecting = () -> {};

    TestContext() {
        this(Duration.ofSeconds(5));
    }

    TestContext(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public InstantSource clock() {
        return () -> Instant.ofEpochMilli(now.get());
    }

    long nowMillis() {
        return now.get();
    }

    void advance(Duration duration) {
        now.addAndGet(duration.toMillis());
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Returns how many background tasks have ended. */
    long tasksDone() {
        return scheduler.getCompletedTaskCount();
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    /** Leaves less to the operations that begin from now on, as if their calls had waited for something before. */
    void leave(Duration left) {
        timeout = left;
    }

    @Override
    public System.Logger logger() {
        return System.getLogger("dev.kvcdi.rocksdb.test");
    }

    @Override
    public void reconnect(EngineException cause) {
        reconnects.add(cause);
        whenReconnecting.run();
    }

    /** Sets what is done where the core would give the engine up. */
    void whenReconnecting(Runnable action) {
        whenReconnecting = action;
    }

    List<EngineException> reconnects() {
        return reconnects;
    }

    /** Ends the background tasks, as the core does before it closes an engine. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        try {
            if (!scheduler.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A background task does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
