package dev.kvcdi.internal.engine;

import dev.kvcdi.internal.OneShot;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The scheduler of one engine: passes tasks to the server's, remembers them, and takes all of them back when the engine closes, since
 * a server goes on running the periodic tasks of an application that is gone.
 */
final class EngineScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private static final int FORGET_AT = 64;

    private final ScheduledExecutorService server;
    private final Gate gate = new Gate();
    private final Set<Future<?>> tasks = ConcurrentHashMap.newKeySet();

    EngineScheduler(ScheduledExecutorService server) {
        this.server = server;
    }

    /** Cancels all tasks and lets none begin. Those that run are to be waited for in the {@link #gate()}. */
    void cancelAll() {
        gate.close();
        tasks.forEach(task -> task.cancel(false));
        tasks.clear();
    }

    /**
     * Returns the gate that running tasks are inside of.
     *
     * @return the gate
     */
    Gate gate() {
        return gate;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return track(() -> OneShot.schedule(server, guarded(command), delay, unit));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return track(() -> OneShot.schedule(server, guarded(callable), delay, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return track(() -> server.scheduleAtFixedRate(guarded(command), initialDelay, period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return track(() -> server.scheduleWithFixedDelay(guarded(command), initialDelay, delay, unit));
    }

    @Override
    public void execute(Runnable command) {
        if (command instanceof Future<?> future) {
            remember(future);
        }
        server.execute(guarded(command));
        cancelIfClosed(command);
    }

    private <F extends Future<?>> F track(Supplier<F> submission) {
        refuseWhenClosed();
        F task = submission.get();
        remember(task);
        cancelIfClosed(task);
        return task;
    }

    private void remember(Future<?> task) {
        if (tasks.size() >= FORGET_AT) {
            tasks.removeIf(Future::isDone);
        }
        tasks.add(task);
    }

    private void refuseWhenClosed() {
        if (!gate.enter()) {
            throw new RejectedExecutionException("The engine is closed");
        }
        gate.exit();
    }

    /** A task that was handed in while the tasks were being cancelled. */
    private void cancelIfClosed(Object task) {
        if (gate.enter()) {
            gate.exit();
        } else if (task instanceof Future<?> future) {
            future.cancel(false);
        }
    }

    private Runnable guarded(Runnable command) {
        return () -> {
            if (gate.enter()) {
                try {
                    command.run();
                } finally {
                    gate.exit();
                }
            }
        };
    }

    private <V> Callable<V> guarded(Callable<V> callable) {
        return () -> {
            if (!gate.enter()) {
                throw new RejectedExecutionException("The engine is closed");
            }
            try {
                return callable.call();
            } finally {
                gate.exit();
            }
        };
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException(
                "The scheduler is the server's: cancel your tasks instead of shutting it down");
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException(
                "The scheduler is the server's: cancel your tasks instead of shutting it down");
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException("The scheduler is the server's and does not terminate");
    }
}
