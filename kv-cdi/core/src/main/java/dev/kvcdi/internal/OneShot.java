package dev.kvcdi.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A task that runs once, on a server that may drop what is due: WildFly does so while it is suspended or has all the requests that it
 * takes, and then counts the task as done. Periodic tasks survive that, so underneath this is one, which ends when it has run.
 *
 * @param <V> the type of the result
 */
public final class OneShot<V> extends FutureTask<V> implements ScheduledFuture<V> {

    /** How long after it was dropped a task is due again. */
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private volatile @Nullable ScheduledFuture<?> carrier;
    private @Nullable Throwable failure;

    private OneShot(Callable<V> task) {
        super(task);
    }

    /**
     * Runs a task once.
     *
     * @param scheduler the server's scheduler
     * @param task what to run
     * @param delay how much later
     * @param unit the delay's unit
     * @return the task; cancelling it takes it off the scheduler
     * @throws RejectedExecutionException if the scheduler takes no tasks any longer
     */
    public static ScheduledFuture<?> schedule(
            ScheduledExecutorService scheduler, Runnable task, long delay, TimeUnit unit) {
        return schedule(scheduler, Executors.callable(task), delay, unit);
    }

    /**
     * Runs a task once, for its result.
     *
     * @param scheduler the server's scheduler
     * @param task what to run
     * @param delay how much later
     * @param unit the delay's unit
     * @param <V> the type of the result
     * @return the task; cancelling it takes it off the scheduler
     * @throws RejectedExecutionException if the scheduler takes no tasks any longer
     */
    public static <V> ScheduledFuture<V> schedule(
            ScheduledExecutorService scheduler, Callable<V> task, long delay, TimeUnit unit) {
        var shot = new OneShot<>(task);
        shot.carrier =
                scheduler.scheduleWithFixedDelay(shot::due, unit.toNanos(delay), AGAIN_NANOS, TimeUnit.NANOSECONDS);
        if (shot.isDone()) {
            // It was faster than its carrier became known.
            shot.done();
        }
        return shot;
    }

    private void due() {
        if (isDone()) {
            endWithoutCarrier();
            return;
        }
        run();
        if (failure != null) {
            // For the server to log it.
            throw new CompletionException(failure);
        }
    }

    /** A scheduler without threads may fail though it has taken the task, which then ends only by a failure of its own. */
    private void endWithoutCarrier() {
        if (carrier == null) {
            throw new CancellationException("It has run, and its scheduler had failed");
        }
    }

    @Override
    protected void setException(Throwable thrown) {
        failure = thrown;
        super.setException(thrown);
    }

    @Override
    protected void done() {
        Future<?> scheduled = carrier;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    @Override
    public long getDelay(TimeUnit unit) {
        Delayed scheduled = carrier;
        return scheduled == null ? 0 : scheduled.getDelay(unit);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
