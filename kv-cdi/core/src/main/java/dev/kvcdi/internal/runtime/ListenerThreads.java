package dev.kvcdi.internal.runtime;

import dev.kvcdi.internal.OneShot;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the listeners of watches with the application's class loader. A task for which the server has no thread at the moment is kept and
 * offered again until it takes it, so that a watch need not wait for its next change; if it cannot be kept any more, the scheduler's own
 * thread runs it, for whoever handed it in is not there to be told.
 */
final class ListenerThreads implements Executor {

    private static final long PAUSE_MILLIS = 250;

    private final Threads threads;
    private final ClassLoader loader;
    private final Set<Later> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ListenerThreads(Threads threads, ClassLoader loader) {
        this.threads = threads;
        this.loader = loader;
    }

    /**
     * Runs a task soon.
     *
     * @throws RejectedExecutionException if neither the listeners' threads nor the scheduler take it
     */
    @Override
    public void execute(Runnable task) {
        try {
            threads.listeners().execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            later(task, e);
        }
    }

    private void later(Runnable task, RejectedExecutionException refusal) {
        if (closed) {
            throw refusal;
        }
        Later later = new Later(task);
        waiting.add(later);
        try {
            later.future = OneShot.schedule(threads.scheduler(), later, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            waiting.remove(later);
            e.addSuppressed(refusal);
            throw e;
        }
        if (closed) {
            later.cancel();
        }
    }

    /** Servers give their threads the class loader of whoever hands in the task, which may be a driver's own thread. */
    private void run(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Offers nothing again from now on. */
    void close() {
        closed = true;
        waiting.forEach(Later::cancel);
        waiting.clear();
    }

    private final class Later implements Runnable {

        private final Runnable task;
        private volatile @Nullable Future<?> future;

        Later(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            waiting.remove(this);
            if (closed) {
                return;
            }
            try {
                execute(task);
            } catch (RejectedExecutionException e) {
                ListenerThreads.this.run(task);
            }
        }

        void cancel() {
            Future<?> scheduled = future;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
