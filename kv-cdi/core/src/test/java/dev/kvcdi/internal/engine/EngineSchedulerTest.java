package dev.kvcdi.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.internal.SuspendableScheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that are to run once, on servers that drop them. */
class EngineSchedulerTest {

    private final AtomicBoolean refuseThread = new AtomicBoolean();
    private final SuspendableScheduler server = new SuspendableScheduler(1, this::thread);
    private final EngineScheduler scheduler = new EngineScheduler(server);
    private final AtomicInteger runs = new AtomicInteger();

    private Thread thread(Runnable work) {
        if (refuseThread.compareAndSet(true, false)) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return new Thread(work);
    }

    @AfterEach
    void close() {
        server.shutdownNow();
    }

    @Test
    void schedule_droppedByTheServer_runsOnceThereafter() throws Exception {
        server.suspend();
        ScheduledFuture<?> task = scheduler.schedule(runs::incrementAndGet, 1, TimeUnit.MILLISECONDS);
        awaitDrops(2);
        assertThat(task.isDone()).isFalse();

        server.resume();

        task.get();
        await().until(server::isIdle);
        assertThat(runs).hasValue(1);
    }

    @Test
    void schedule_droppedByTheServer_givesItsResultThereafter() throws Exception {
        server.suspend();
        ScheduledFuture<String> task = scheduler.schedule(() -> "done", 0, TimeUnit.SECONDS);
        awaitDrops(1);

        server.resume();

        assertThat(task.get()).isEqualTo("done");
    }

    @Test
    void schedule_tasksThatScheduleTheNext_goOnAfterASuspension() {
        again();
        await().until(() -> runs.get() > 2);
        server.suspend();
        awaitDrops(1);
        int before = runs.get();

        server.resume();

        await().until(() -> runs.get() > before + 2);
    }

    private void again() {
        runs.incrementAndGet();
        ScheduledFuture<?> unused = scheduler.schedule(this::again, 1, TimeUnit.MILLISECONDS);
    }

    @Test
    void schedule_hasRun_leavesNothingOnTheServer() throws Exception {
        ScheduledFuture<?> task = scheduler.schedule(runs::incrementAndGet, 0, TimeUnit.SECONDS);
        task.get();
        await().until(server::isIdle);
        assertThat(task.isCancelled()).isFalse();
        assertThat(runs).hasValue(1);
    }

    @Test
    void schedule_taskFails_saysWhyAndLeavesNothingOnTheServer() {
        var failure = new IllegalStateException("as in a test");
        ScheduledFuture<?> task = scheduler.schedule(
                () -> {
                    throw failure;
                },
                0,
                TimeUnit.SECONDS);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(task::get)
                .withCause(failure);
        await().until(server::isIdle);
    }

    @Test
    void schedule_serverFailsThoughItTookTheTask_leavesNothingOnTheServer() {
        refuseThread.set(true);
        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> scheduler.schedule(runs::incrementAndGet, 0, TimeUnit.SECONDS));
        server.prestartCoreThread();
        await().until(server::isIdle);
        assertThat(runs).hasValue(1);
    }

    @Test
    void cancel_beforeItIsDue_leavesNothingOnTheServer() {
        ScheduledFuture<?> task = scheduler.schedule(runs::incrementAndGet, 1, TimeUnit.HOURS);
        assertThat(task.getDelay(TimeUnit.MINUTES)).isBetween(58L, 60L);
        assertThat(task.cancel(false)).isTrue();
        await().until(server::isIdle);
        assertThat(runs).hasValue(0);
    }

    @Test
    void cancelAll_droppedTask_neverRunsAndIsNotLeftOnTheServer() {
        server.suspend();
        ScheduledFuture<?> task = scheduler.schedule(runs::incrementAndGet, 0, TimeUnit.SECONDS);
        awaitDrops(1);

        scheduler.cancelAll();
        server.resume();

        assertThat(task.isCancelled()).isTrue();
        await().until(server::isIdle);
        assertThat(runs).hasValue(0);
    }

    @Test
    void cancelAll_runningTask_isInTheGateUntilItEnds() throws Exception {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        ScheduledFuture<?> task = scheduler.schedule(
                () -> {
                    inside.countDown();
                    BlockedCall.block(leave);
                },
                0,
                TimeUnit.SECONDS);
        inside.await();

        scheduler.cancelAll();

        assertThat(task.isCancelled()).isTrue();
        assertThat(scheduler.gate().isEmpty()).isFalse();
        leave.countDown();
        assertThat(scheduler.gate().awaitEmpty(() -> false)).isTrue();
        await().until(server::isIdle);
    }

    private void awaitDrops(int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> server.dropped() >= count);
    }
}
