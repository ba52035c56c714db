package dev.kvcdi.internal.engine;

import static dev.kvcdi.internal.engine.EngineHarness.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Engines whose thread is not to be had, or ends by an error. */
class WorkerTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void open_systemWithoutThreads_opensWhenItHasSome() {
        try (var harness = new EngineHarness(LONG)) {
            harness.refuseThread.set(true);

            Backend store = harness.open("store");

            assertThat(get(store)).isEmpty();
            assertThat(harness.refuseThread).isFalse();
        }
    }

    @Test
    void open_systemWithoutThreadsWhileTheServerIsSuspended_opensThereafter() {
        try (var harness = new EngineHarness(LONG)) {
            harness.server.suspend();
            harness.refuseThread.set(true);

            harness.open("store");

            await().until(() -> harness.server.dropped() > 0);
            harness.server.resume();
            awaitOpen(harness);
        }
    }

    @Test
    void reconnect_systemWithoutThreads_connectsWhenItHasSome() {
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            get(store);
            awaitRest();
            harness.refuseThread.set(true);

            harness.driver.context().reconnect(new EngineException(Kind.STORAGE, "the disk fails.", null));

            awaitOpen(harness);
            assertThat(get(store)).isEmpty();
            assertThat(harness.driver.contexts).hasSize(2);
        }
    }

    @Test
    void close_systemWithoutThreads_closesWhenItHasSome() {
        try (var harness = new EngineHarness(LONG)) {
            get(harness.open("store"));
            awaitRest();
            harness.refuseThread.set(true);

            harness.engines.close();

            assertThat(harness.driver.closed).hasValue(1);
        }
    }

    @Test
    void work_thatEndsByAnError_isTakenUpAgain() {
        try (var harness = new EngineHarness(LONG);
                var log = FailingLog.start()) {
            harness.driver.onConnect = () -> {
                if (!log.failed.get()) {
                    throw new EngineException(Kind.UNAVAILABLE, "nobody listens.", null);
                }
            };

            harness.open("store");

            awaitOpen(harness);
            assertThat(log.failed).isTrue();
        }
    }

    private static void awaitOpen(EngineHarness harness) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> harness.engines.status().get(0).open());
    }

    private static void awaitRest() {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("kv-cdi scripted")));
    }

    /** Fails when it is told of an outage for the first time, as where the memory is used up. */
    private static final class FailingLog extends Handler implements AutoCloseable {

        private static final Logger LOGGER = Logger.getLogger("dev.kvcdi");

        final AtomicBoolean failed = new AtomicBoolean();

        static FailingLog start() {
            var log = new FailingLog();
            LOGGER.addHandler(log);
            return log;
        }

        @Override
        public void publish(LogRecord entry) {
            if (entry.getMessage().startsWith("KVCDI0002") && failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("as in a test");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            LOGGER.removeHandler(this);
        }
    }
}
