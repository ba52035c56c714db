package dev.kvcdi.internal.engine;

import static dev.kvcdi.internal.engine.BlockedCall.block;
import static dev.kvcdi.internal.engine.EngineHarness.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.internal.CoreLog;
import dev.kvcdi.internal.Latches;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.NativeFacet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The end of an engine, beneath which no call and no task may run. */
class ClosingTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void close_runningCall_isWaitedForWhileNewOnesAreRefused() throws Exception {
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            get(store);
            BlockedCall running = BlockedCall.in(harness, store);

            Future<?> closing = harness.callers.submit(harness.engines::close);
            await().untilAsserted(() -> assertClosed(store));
            assertThat(harness.driver.closed).hasValue(0);
            running.leave();
            closing.get();

            assertThat(running.result()).isNotNull();
            assertThat(harness.driver.closed).hasValue(1);
            assertThat(harness.driver.crashes).hasValue(0);
        }
    }

    @Test
    void close_useOfNativeObject_isWaitedFor() throws Exception {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            NativeFacet natives = store.facet(NativeFacet.class).orElseThrow();
            Future<String> use = harness.callers.submit(() -> natives.use(String.class, object -> {
                inside.countDown();
                block(leave);
                return object;
            }));
            inside.await();

            Future<?> closing = harness.callers.submit(harness.engines::close);
            await().untilAsserted(() -> assertClosed(store));
            assertThat(harness.driver.closed).hasValue(0);
            leave.countDown();
            closing.get();

            assertThat(use.get()).isEqualTo("native");
            assertThat(harness.driver.crashes).hasValue(0);
        }
    }

    @Test
    void close_callThatDoesNotEnd_leavesTheEngineOpenUntilItDoes() throws Exception {
        try (var harness = new EngineHarness(Duration.ofMillis(50), Duration.ZERO);
                var log = CoreLog.start()) {
            Backend store = harness.open("store");
            await().until(() -> harness.engines.status().get(0).open());
            BlockedCall running = BlockedCall.in(harness, store);

            harness.engines.close();

            assertThat(harness.driver.closed).hasValue(0);
            assertThat(log.messages(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("It stays open until they end")
                    .contains("Look for threads that do not return");
            running.leave();
            running.result();
            await().until(() -> harness.driver.closed.get() == 1);
            assertThat(harness.driver.crashes).hasValue(0);
        }
    }

    @Test
    void close_whileConnecting_interruptsTheAttempt() {
        var never = new CountDownLatch(1);
        try (var harness = new EngineHarness(LONG)) {
            harness.driver.onConnect = () -> block(never);
            Backend store = harness.open("store");
            await().until(() -> harness.driver.contexts.size() == 1);

            harness.engines.close();

            assertClosed(store);
            assertThat(harness.driver.closed).hasValue(0);
        }
    }

    @Test
    void close_whileConnectIgnoresInterrupts_closesWhatComesOfIt() {
        var proceed = new CountDownLatch(1);
        try (var harness = new EngineHarness(Duration.ofMillis(50), Duration.ZERO)) {
            harness.driver.onConnect = () -> Latches.awaitStubbornly(proceed);
            harness.open("store");
            await().until(() -> harness.driver.contexts.size() == 1);

            harness.engines.close();
            proceed.countDown();

            await().until(() -> harness.driver.closed.get() == 1);
            assertThat(harness.driver.opened).hasValue(0);
        }
    }

    @Test
    void close_again_doesNothing() {
        try (var harness = new EngineHarness(LONG)) {
            get(harness.open("store"));

            harness.engines.close();
            harness.engines.close();

            assertThat(harness.driver.closed).hasValue(1);
        }
    }

    @Test
    void close_driverFails_isLoggedAndOthersAreClosed() {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            get(harness.open("one"));
            get(harness.engines.open(EngineHarness.plan(harness.driver, "two", Map.of("server", "other"))));
            var failed = new AtomicBoolean();
            harness.driver.onClose = () -> {
                if (failed.compareAndSet(false, true)) {
                    throw new EngineException(Kind.STORAGE, "the disk is gone.", null);
                }
            };

            harness.engines.close();

            assertThat(harness.driver.closed).hasValue(1);
            assertThat(log.messages(Level.SEVERE)).singleElement().asString().contains("the disk is gone.");
        }
    }

    @Test
    void open_afterClose_isClosed() {
        try (var harness = new EngineHarness(LONG)) {
            harness.engines.close();

            assertClosed(harness.open("store"));
            assertThat(harness.driver.contexts).isEmpty();
        }
    }

    @Test
    void close_tasksOfTheDriver_areCancelledAndRunningOnesWaitedFor() throws Exception {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        try (var harness = new EngineHarness(LONG)) {
            get(harness.open("store"));
            ScheduledExecutorService scheduler = harness.driver.context().scheduler();
            ScheduledFuture<?> later = scheduler.schedule(() -> {}, 1, TimeUnit.HOURS);
            ScheduledFuture<?> periodic = scheduler.scheduleAtFixedRate(
                    () -> {
                        inside.countDown();
                        block(leave);
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            inside.await();

            Future<?> closing = harness.callers.submit(harness.engines::close);
            await().until(later::isCancelled);
            assertThat(harness.driver.closed).hasValue(0);
            leave.countDown();
            closing.get();

            assertThat(periodic.isCancelled()).isTrue();
            assertThat(harness.driver.closed).hasValue(1);
            assertThatThrownBy(() -> scheduler.schedule(() -> {}, 0, TimeUnit.SECONDS))
                    .isInstanceOf(RejectedExecutionException.class);
            assertThat(harness.server.isShutdown()).isFalse();
        }
    }

    @Test
    void scheduler_shutdown_isRefused() {
        try (var harness = new EngineHarness(LONG)) {
            get(harness.open("store"));
            ScheduledExecutorService scheduler = harness.driver.context().scheduler();

            assertThatThrownBy(scheduler::shutdown).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(scheduler::shutdownNow).isInstanceOf(UnsupportedOperationException.class);
            assertThat(scheduler.isShutdown()).isFalse();
        }
    }

    @Test
    void scheduler_submittedTask_runsAndGivesItsResult() throws Exception {
        try (var harness = new EngineHarness(LONG)) {
            get(harness.open("store"));

            assertThat(harness.driver.context().scheduler().submit(() -> "done").get())
                    .isEqualTo("done");
        }
    }

    /** A call that is inside when the engine closes would crash the process, had the engine native code. */
    @RepeatedTest(100)
    void close_racingCalls_neverRunsBeneathOne() throws Exception {
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            get(store);
            var started = new CountDownLatch(4);
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(harness.callers.submit(() -> {
                    started.countDown();
                    assertThatExceptionOfType(EngineException.class)
                            .isThrownBy(() -> {
                                while (true) {
                                    get(store);
                                }
                            })
                            .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.CLOSED));
                }));
            }
            started.await();

            harness.engines.close();

            for (Future<?> caller : callers) {
                caller.get();
            }
            assertThat(harness.driver.closed).hasValue(1);
            assertThat(harness.driver.crashes).hasValue(0);
        }
    }

    private static void assertClosed(Backend store) {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> get(store))
                .withMessage("the store is closed, because the application stops.")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.CLOSED));
    }
}
