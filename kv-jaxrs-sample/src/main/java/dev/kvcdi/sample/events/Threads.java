package dev.kvcdi.sample.events;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The server's threads, for what is done without a request. Tests bring their own. */
@ApplicationScoped
class Threads {

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    @Nullable ManagedExecutorService executor;

    @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
    @Nullable ManagedScheduledExecutorService scheduler;

    /** Returns threads for tasks that may wait for a client. */
    Executor executor() {
        return Objects.requireNonNull(executor);
    }

    /** Returns threads for what is done again and again. */
    ScheduledExecutorService scheduler() {
        return Objects.requireNonNull(scheduler);
    }
}
