package dev.kvcdi.internal.engine;

import dev.kvcdi.internal.OneShot;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread of an engine, which exists only while there is work. Where the system has none to give, or the work ends by an error, it is
 * asked for again: nobody else would connect or close the engine.
 */
final class Worker {

    private static final System.Logger LOG = System.getLogger("dev.kvcdi");
    private static final long PAUSE_MILLIS = 500;

    private final String name;
    private final Surroundings surroundings;
    private final ThreadFactory threads;
    private final ReentrantLock lock;
    private final Runnable work;
    private final Condition begun;
    private @Nullable Thread thread;

    /**
     * Makes a worker, without a thread.
     *
     * @param name the threads' name
     * @param lock guards whether there is a thread, and what there is to do
     * @param work looks for work until there is none, and says so by {@link #rests}
     */
    Worker(String name, Surroundings surroundings, ThreadFactory threads, ReentrantLock lock, Runnable work) {
        this.name = name;
        this.surroundings = surroundings;
        this.threads = threads;
        this.lock = lock;
        this.begun = lock.newCondition();
        this.work = work;
    }

    /** Sees to it that a thread works, or will soon. Under the lock, so that the thread begins to look for work after it is known. */
    void ensure() {
        if (thread != null) {
            return;
        }
        try {
            Thread started = threads.newThread(this::run);
            started.setName(name);
            started.setDaemon(true);
            started.setContextClassLoader(surroundings.loader());
            started.start();
            thread = started;
            begun.signalAll();
        } catch (RuntimeException | Error e) { // An Error: the system has no more threads.
            later(e);
        }
    }

    /** The thread has found nothing more to do and ends. Under the lock. */
    void rests() {
        thread = null;
    }

    /** Returns the thread that works, or null. Under the lock. */
    @Nullable Thread thread() {
        return thread;
    }

    /** Waits a while for a thread that the system did not have, and no longer than until it is worth asking again. */
    void awaitThread(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(Math.min(millis, PAUSE_MILLIS));
            while (thread == null && left > 0) {
                left = begun.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            lock.lock();
            try {
                thread = null;
            } finally {
                lock.unlock();
            }
            later(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What fails in it is caught there, and tried again.
    private void later(Throwable why) {
        // Before anything is logged, which may be what failed.
        try {
            OneShot.schedule(surroundings.scheduler(), this::again, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RuntimeException | Error e) {
            // Whoever opens a store, reports a failure or closes tries again.
            why.addSuppressed(e);
        }
        try {
            LOG.log(Level.DEBUG, name + " goes on later", why);
        } catch (RuntimeException | Error e) {
            // There is nobody left to tell.
            why.addSuppressed(e);
        }
    }

    private void again() {
        lock.lock();
        try {
            ensure();
        } finally {
            lock.unlock();
        }
    }
}
