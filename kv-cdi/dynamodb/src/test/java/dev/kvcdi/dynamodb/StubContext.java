package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** A context of a JVM without the core. */
final class StubContext implements DriverContext, AutoCloseable {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);

    StubContext() {
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Tells whether no task runs or is to run. */
    boolean isIdle() {
        return executor.getQueue().isEmpty() && executor.getActiveCount() == 0;
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return executor;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public System.Logger logger() {
        return System.getLogger("dev.kvcdi.dynamodb.test");
    }

    @Override
    public void reconnect(EngineException cause) {
        throw new AssertionError("A feed needs no new connection", cause);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
