package dev.kvcdi.sample.events;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of our own, and a heart that beats when the test says so. */
@ApplicationScoped
class TestThreads extends Threads {

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final Heart heart = new Heart();

    @Override
    Executor executor() {
        return pool;
    }

    @Override
    ScheduledExecutorService scheduler() {
        return heart;
    }

    /** Lets the heart beat once. */
    void beat() {
        heart.beat.run();
    }

    /** Tells whether somebody waits for the next beat. */
    boolean beats() {
        return !heart.future.isCancelled();
    }

    /** Refuses every task from now on. */
    void refuse() {
        pool.shutdown();
    }

    @PreDestroy
    void close() {
        pool.shutdownNow();
        heart.shutdownNow();
    }

    private static final class Heart extends ScheduledThreadPoolExecutor {

        private Runnable beat = () -> {};
        private ScheduledFuture<?> future = schedule(() -> {}, 1, TimeUnit.DAYS);

        Heart() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long next, TimeUnit unit) {
            beat = command;
            future = schedule(command, 1, TimeUnit.DAYS);
            return future;
        }
    }
}
