package dev.kvcdi.spi;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/** What the core offers to an engine for as long as it is connected. */
public interface DriverContext {

    /**
     * Returns the clock that decides expiry.
     *
     * @return the clock
     */
    InstantSource clock();

    /**
     * Returns a scheduler on the server's managed threads. Tasks that are still there when the engine closes are cancelled by the core,
     * and the running ones waited for, before {@link Engine#close()}. It must not be shut down.
     *
     * @return the scheduler
     */
    ScheduledExecutorService scheduler();

    /**
     * Returns how long an operation may take at the most. To be asked at the beginning of each operation, on its thread: of a call that
     * has waited for the connection, or that takes several operations, this is what is left.
     *
     * @return the timeout, at least a millisecond
     */
    Duration timeout();

    /**
     * Begins an operation.
     *
     * @return when it has to be over: {@link #timeout()} from now
     */
    default Deadline deadline() {
        return Deadline.in(timeout());
    }

    /**
     * Returns the logger for the driver's messages, which carry no keys, values or secrets.
     *
     * @return the logger
     */
    System.Logger logger();

    /**
     * Tells the core that the engine cannot work any longer, and that only connecting again will help. The core lets running calls end,
     * closes the engine, and connects until it succeeds; calls meanwhile fail with the kind of this failure. Returns at once.
     *
     * @param cause why
     */
    void reconnect(EngineException cause);
}
