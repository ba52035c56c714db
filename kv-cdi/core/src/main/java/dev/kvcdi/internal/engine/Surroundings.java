package dev.kvcdi.internal.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What engines live in.
 *
 * @param clock decides expiry
 * @param timeout how long an operation may take
 * @param scheduler runs the drivers' tasks; never shut down by engines
 * @param loader the application's class loader, which the connecting threads get
 */
public record Surroundings(
        InstantSource clock, Duration timeout, ScheduledExecutorService scheduler, ClassLoader loader) {

    /** Checks that nothing is null. */
    public Surroundings {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(scheduler, "scheduler");
        Objects.requireNonNull(loader, "loader");
    }
}
