package dev.kvcdi.internal.view;

import dev.kvcdi.Change;
import dev.kvcdi.KVException;
import dev.kvcdi.Watch;
import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One watch: the engine puts changes into its buffer, and one task at a time on the listeners' executor takes them out and calls the
 * listener.
 *
 * @param <V> the values' type
 */
final class RunningWatch<V> implements Watch, WatchFacet.Sink {

    /** How many changes a task delivers before it lets others have the thread. */
    private static final int CHANGES_A_TASK = 100;

    private final Namespace names;
    private final Coding<V> coding;
    private final StoreContext context;
    private final Executor executor;
    private final Consumer<Change<V>> listener;
    private final Consumer<RunningWatch<V>> ended;
    private final Runnable delivery = this::deliver;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();

    // All below are guarded by the lock.
    private final ChangeBuffer buffer = new ChangeBuffer();
    private boolean scheduled;
    private boolean closed;
    private @Nullable Thread caller;
    private WatchFacet.@Nullable Registration registration;

    RunningWatch(TypedView<V> view, Consumer<Change<V>> listener, Consumer<RunningWatch<V>> ended) {
        this.names = view.names();
        this.coding = view.coding();
        this.context = view.store().context();
        this.executor = context.listeners();
        this.listener = listener;
        this.ended = ended;
    }

    /** Takes what ends the watch in the engine. */
    void begun(WatchFacet.Registration begun) {
        lock.lock();
        try {
            if (!closed) {
                registration = begun;
                return;
            }
        } finally {
            lock.unlock();
        }
        begun.close();
    }

    @Override
    public void put(StoredEntry entry) {
        buffer(() -> buffer.put(entry));
    }

    @Override
    public void removed(String key) {
        buffer(() -> buffer.removed(key));
    }

    @Override
    public void lost() {
        buffer(buffer::lose);
    }

    private void buffer(Runnable change) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            change.run();
            if (scheduled) {
                return;
            }
            scheduled = true;
        } finally {
            lock.unlock();
        }
        schedule();
    }

    /** Not under the lock, since an executor may do anything, and never throwing, since the engine is in the middle of a write. */
    private void schedule() {
        try {
            executor.execute(delivery);
        } catch (RuntimeException | Error e) {
            // An Error: such as that the system has no more threads.
            lock.lock();
            try {
                scheduled = false;
                buffer.lose();
            } finally {
                lock.unlock();
            }
            log(CoreMessage.NO_THREAD_FOR_CHANGES, e);
        }
    }

    private void deliver() {
        for (int delivered = 0; delivered < CHANGES_A_TASK; delivered++) {
            ChangeBuffer.Buffered next = take();
            if (next == null) {
                return;
            }
            try {
                tell(change(next));
            } finally {
                returned();
            }
        }
        schedule();
    }

    private void tell(Change<V> change) {
        try {
            listener.accept(change);
        } catch (RuntimeException | Error e) {
            log(CoreMessage.LISTENER_FAILED, e);
        }
    }

    /** The next change, of whose delivery {@link #close} has to wait for the end; null, and no longer scheduled, when there is none. */
    private ChangeBuffer.@Nullable Buffered take() {
        lock.lock();
        try {
            if (closed || buffer.isEmpty()) {
                scheduled = false;
                return null;
            }
            caller = Thread.currentThread();
            return buffer.take();
        } finally {
            lock.unlock();
        }
    }

    private void returned() {
        lock.lock();
        try {
            caller = null;
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Change<V> change(ChangeBuffer.Buffered next) {
        String key = next.key();
        if (key == null) {
            return Change.lost();
        }
        StoredEntry entry = next.entry();
        if (entry == null) {
            return Change.removed(names.stripped(key));
        }
        try {
            return Change.put(coding.entry("watch", names.stripped(key), entry));
        } catch (RuntimeException | Error e) {
            // An Error: such as that a class of the codec is missing. Not what a codec says of it, which may be the
            // value.
            Throwable why = e instanceof KVException && e.getCause() != null ? e.getCause() : e;
            CoreMessage.CHANGE_NOT_DECODED.log(
                    context.logger(),
                    context.name(),
                    context.driver(),
                    why.getClass().getName());
            return Change.lost();
        }
    }

    @Override
    public void close() {
        end();
        awaitListener(null);
        ended.accept(this);
    }

    /** Ends the watch in the engine, and the delivery of what is buffered. */
    void end() {
        WatchFacet.Registration begun;
        lock.lock();
        try {
            closed = true;
            buffer.clear();
            begun = registration;
            registration = null;
        } finally {
            lock.unlock();
        }
        if (begun == null) {
            return;
        }
        try {
            begun.close();
        } catch (RuntimeException | Error e) {
            log(CoreMessage.WATCH_NOT_ENDED, e);
        }
    }

    /** Waits for the running call of the listener, if another thread makes it; at most until a deadline of the JVM's clock, if given. */
    void awaitListener(@Nullable Long deadlineNanos) {
        boolean interrupted = false;
        lock.lock();
        try {
            while (caller != null && caller != Thread.currentThread()) {
                try {
                    if (deadlineNanos == null) {
                        returned.await();
                    } else if (returned.awaitNanos(deadlineNanos - System.nanoTime()) <= 0) {
                        CoreMessage.LISTENER_STILL_RUNS.log(
                                context.logger(),
                                context.name(),
                                context.driver(),
                                context.timeout().toMillis());
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void log(CoreMessage message, Throwable thrown) {
        message.logThrown(context.logger(), thrown, context.name(), context.driver());
    }
}
