package dev.kvcdi.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A scheduler that drops, as WildFly's does, what is due while the server is suspended: one-shot tasks are done then without having run. */
public final class SuspendableScheduler extends ScheduledThreadPoolExecutor {

    private final AtomicInteger dropped = new AtomicInteger();
    private volatile boolean suspended;

    public SuspendableScheduler(int threads) {
        super(threads);
        setRemoveOnCancelPolicy(true);
    }

    public SuspendableScheduler(int threads, ThreadFactory factory) {
        super(threads, factory);
        setRemoveOnCancelPolicy(true);
    }

    public void suspend() {
        suspended = true;
    }

    public void resume() {
        suspended = false;
    }

    /** How many times a task was dropped. */
    public int dropped() {
        return dropped.get();
    }

    /** Whether there is nothing that runs or will run. */
    public boolean isIdle() {
        return getQueue().isEmpty() && getActiveCount() == 0;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return super.schedule(unlessSuspended(command), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return super.schedule(
                () -> {
                    if (suspended) {
                        dropped.incrementAndGet();
                        throw new RejectedExecutionException("suspended");
                    }
                    return callable.call();
                },
                delay,
                unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return super.scheduleAtFixedRate(unlessSuspended(command), initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return super.scheduleWithFixedDelay(unlessSuspended(command), initialDelay, delay, unit);
    }

    private Runnable unlessSuspended(Runnable command) {
        return () -> {
            if (suspended) {
                dropped.incrementAndGet();
            } else {
                command.run();
            }
        };
    }
}
