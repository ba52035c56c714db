package dev.kvcdi.internal.runtime;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads of the core's own, which exist only while there is work for them. */
final class OwnThreads {

    private static final int SCHEDULER_THREADS = 2;
    private static final int LISTENER_THREADS = 8;
    private static final long IDLE_SECONDS = 10;

    private OwnThreads() {}

    static Threads make(ClassLoader loader) {
        var scheduler = new ScheduledThreadPoolExecutor(SCHEDULER_THREADS, daemons("kv-cdi task ", loader));
        scheduler.setRemoveOnCancelPolicy(true);
        var listeners = new ThreadPoolExecutor(
                LISTENER_THREADS,
                LISTENER_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons("kv-cdi listener ", loader));
        listeners.allowCoreThreadTimeOut(true);
        return new Threads(scheduler, listeners, () -> {
            scheduler.shutdown();
            listeners.shutdown();
        });
    }

    private static ThreadFactory daemons(String name, ClassLoader loader) {
        var number = new AtomicInteger();
        return work -> {
            var thread = new Thread(work, name + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }
}
