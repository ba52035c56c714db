package dev.kvcdi.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.internal.SuspendableScheduler;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners on servers that have no thread for them at the moment. */
class ListenerThreadsTest {

    private final SuspendableScheduler scheduler = new SuspendableScheduler(1);
    private final AtomicInteger refusals = new AtomicInteger();
    private final Queue<ClassLoader> ran = new ConcurrentLinkedQueue<>();
    private final ClassLoader loader = new ClassLoader(null) {};

    private final Executor busy = task -> {
        if (refusals.getAndDecrement() > 0) {
            throw new RejectedExecutionException("full");
        }
        task.run();
    };

    private final ListenerThreads threads = new ListenerThreads(Threads.ofServer(scheduler, busy), loader);

    @AfterEach
    void close() {
        scheduler.shutdownNow();
    }

    private void note() {
        ran.add(Thread.currentThread().getContextClassLoader());
    }

    @Test
    void execute_threadFree_runsAtOnceWithTheApplicationsLoader() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        threads.execute(this::note);
        assertThat(ran).containsExactly(loader);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void execute_refusedForAWhile_runsOnceLater() {
        refusals.set(2);
        threads.execute(this::note);
        assertThat(ran).isEmpty();
        await().until(() -> !ran.isEmpty());
        assertThat(ran).containsExactly(loader);
        await().until(scheduler::isIdle);
    }

    @Test
    void execute_refusedAndThenDroppedByTheServer_runsOnceThereafter() {
        scheduler.suspend();
        refusals.set(1);
        threads.execute(this::note);
        await().until(() -> scheduler.dropped() > 0);
        assertThat(ran).isEmpty();
        scheduler.resume();
        await().until(() -> !ran.isEmpty());
        await().until(scheduler::isIdle);
        assertThat(ran).containsExactly(loader);
    }

    @Test
    void execute_schedulerRefusesTheNextAttempt_runsOnItsOwnThread() {
        refusals.set(2);
        threads.execute(this::note);
        // What waits already is still run.
        scheduler.setContinueExistingPeriodicTasksAfterShutdownPolicy(true);
        scheduler.shutdown();
        await().atMost(Duration.ofMinutes(1)).until(() -> !ran.isEmpty());
        assertThat(ran).containsExactly(loader);
    }

    @Test
    void execute_noSchedulerEither_isRefused() {
        refusals.set(1);
        scheduler.shutdownNow();
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.execute(this::note));
    }

    @Test
    void close_refusedTaskWaiting_isNeverRun() {
        refusals.set(1);
        threads.execute(this::note);
        threads.close();
        assertThat(scheduler.getQueue()).isEmpty();
        refusals.set(1);
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.execute(this::note));
        assertThat(ran).isEmpty();
    }
}
