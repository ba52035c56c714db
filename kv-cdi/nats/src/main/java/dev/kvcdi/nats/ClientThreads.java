package dev.kvcdi.nats;

import io.nats.client.Options;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one connection, as many as the client would make. Its own are no daemons: a program that ends without having closed its
 * stores would never end. It leaves those that it is given to whoever gave them, those of a factory too.
 */
final class ClientThreads {

    private static final int TIMERS = 3;
    private static final long IDLE_MILLIS = 500;

    private final ExecutorService workers;
    private final ScheduledExecutorService timers;
    private final ExecutorService connecting;
    private final ExecutorService callbacks;

    ClientThreads(String application) {
        var number = new AtomicInteger();
        ThreadFactory daemons = work -> {
            var thread = new Thread(work, "kv-cdi nats " + application + " " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        workers = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_MILLIS, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), daemons);
        var timers = new ScheduledThreadPoolExecutor(TIMERS, daemons);
        timers.setRemoveOnCancelPolicy(true);
        this.timers = timers;
        connecting = Executors.newSingleThreadExecutor(daemons);
        callbacks = Executors.newSingleThreadExecutor(daemons);
    }

    void apply(Options.Builder options) {
        options.executor(workers)
                .scheduledExecutor(timers)
                .connectExecutor(connecting)
                .callbackExecutor(callbacks);
    }

    void end() {
        List.of(timers, connecting).forEach(ExecutorService::shutdownNow);
        List.of(workers, callbacks).forEach(ExecutorService::shutdown);
    }
}
