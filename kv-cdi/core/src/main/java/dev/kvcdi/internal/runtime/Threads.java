package dev.kvcdi.internal.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The threads that an application's stores run on.
 *
 * @param scheduler runs the drivers' tasks
 * @param listeners runs the listeners of watches
 * @param end called once after the stores are closed
 */
public record Threads(ScheduledExecutorService scheduler, Executor listeners, Runnable end) {

    /**
     * Returns threads of a server, which outlive the application.
     *
     * @param scheduler the server's scheduler
     * @param listeners the server's executor
     * @return the threads
     */
    public static Threads ofServer(ScheduledExecutorService scheduler, Executor listeners) {
        return new Threads(scheduler, listeners, () -> {});
    }

    /**
     * Returns threads of the core's own, for where no server offers any. They are daemons, are made when they are first needed, and
     * end with the stores.
     *
     * @param loader the class loader that they get
     * @return the threads
     */
    public static Threads own(ClassLoader loader) {
        return OwnThreads.make(loader);
    }
}
