package dev.kvcdi.internal.engine;

import static dev.kvcdi.internal.engine.BlockedCall.block;
import static dev.kvcdi.internal.engine.EngineHarness.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Condition;
import dev.kvcdi.internal.CoreLog;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** An engine whose driver gave it up. */
class ReconnectingTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void reconnect_runningCallEnds_thenConnectsAgain() throws Exception {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            Backend store = harness.open("store");
            get(store);
            BlockedCall running = BlockedCall.in(harness, store);

            harness.driver.context().reconnect(failure());

            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> get(store))
                    .withMessage("the disk is read-only. Calls work again as soon as the engine does.")
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.STORAGE));
            assertThat(harness.driver.closed).hasValue(0);
            assertThat(harness.driver.contexts).hasSize(1);
            running.leave();

            await().until(() -> harness.engines.status().get(0).open());
            assertThat(running.result()).isNotNull();
            assertThat(get(store)).isEmpty();
            assertThat(harness.driver.closed).hasValue(1);
            assertThat(harness.driver.contexts).hasSize(2);
            assertThat(harness.driver.crashes).hasValue(0);
            assertThat(log.messages(Level.WARNING)).hasSize(1);
            assertThat(log.messages(Level.INFO))
                    .contains("KVCDI0003: Driver scripted of test: the engine is connected again.");
        }
    }

    @Test
    void reconnect_byACallOfItsOwn_returnsAtOnce() {
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            get(store);
            var once = new AtomicBoolean();
            harness.driver.onGet = () -> {
                if (once.compareAndSet(false, true)) {
                    harness.driver.context().reconnect(failure());
                }
            };

            get(store);

            await().until(() -> harness.driver.contexts.size() == 2
                    && harness.engines.status().get(0).open());
        }
    }

    @Test
    void reconnect_severalTimesForOneConnection_countsOnce() {
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            get(store);
            DriverContext first = harness.driver.context();

            first.reconnect(failure());
            first.reconnect(failure());
            await().until(() -> harness.driver.contexts.size() == 2
                    && harness.engines.status().get(0).open());
            first.reconnect(failure());

            assertThat(get(store)).isEmpty();
            assertThat(harness.driver.contexts).hasSize(2);
        }
    }

    @Test
    void reconnect_duringConnect_isAFailedAttempt() {
        var once = new AtomicBoolean();
        var proceed = new CountDownLatch(1);
        try (var harness = new EngineHarness(LONG)) {
            harness.driver.onConnect = () -> {
                if (once.compareAndSet(false, true)) {
                    harness.driver.context().reconnect(failure());
                } else {
                    block(proceed);
                }
            };
            Backend store = harness.open("store");

            assertThatExceptionOfType(EngineException.class).isThrownBy(() -> get(store));
            proceed.countDown();

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> harness.engines.status().get(0).open());
            assertThat(harness.driver.closed).hasValue(1);
        }
    }

    @Test
    void reconnect_liveWatch_isToldLostAndGoesOn() {
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            get(store);
            var sink = new Recorder();
            var registration = store.facet(WatchFacet.class).orElseThrow().watch("", sink);
            put(store);
            await().until(() -> sink.seen.equals(List.of("put")));

            harness.driver.context().reconnect(failure());
            await().until(() -> sink.seen.equals(List.of("put", "lost")));
            await().until(() -> harness.engines.status().get(0).open());
            put(store);
            await().until(() -> sink.seen.equals(List.of("put", "lost", "put")));

            registration.close();
            put(store);
            assertThat(sink.seen).hasSize(3);
        }
    }

    @Test
    void reconnect_listenerThatHearsOfTheLoss_canListAtOnce() {
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            put(store);
            var found = new CopyOnWriteArrayList<Boolean>();
            store.facet(WatchFacet.class).orElseThrow().watch("", new Recorder() {
                @Override
                public void lost() {
                    found.add(get(store).isPresent());
                }
            });

            harness.driver.context().reconnect(failure());

            await().atMost(Duration.ofMinutes(1)).until(() -> !found.isEmpty());
        }
    }

    @Test
    void reconnect_watchCannotMove_takesAnotherConnection() {
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            get(store);
            var sink = new Recorder();
            store.facet(WatchFacet.class).orElseThrow().watch("", sink);
            var once = new AtomicBoolean();
            harness.driver.onWatch = () -> {
                if (once.compareAndSet(false, true)) {
                    throw failure();
                }
            };

            harness.driver.context().reconnect(failure());

            await().until(() -> harness.driver.contexts.size() == 3
                    && harness.engines.status().get(0).open());
            assertThat(harness.driver.closed).hasValue(2);
            assertThat(sink.seen).containsExactly("lost");
        }
    }

    @Test
    void reconnect_closedWatch_staysClosed() {
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            get(store);
            var sink = new Recorder();
            store.facet(WatchFacet.class).orElseThrow().watch("", sink).close();

            harness.driver.context().reconnect(failure());
            await().until(() -> harness.driver.contexts.size() == 2
                    && harness.engines.status().get(0).open());
            put(store);

            assertThat(sink.seen).isEmpty();
        }
    }

    @Test
    void close_whileReconnecting_closesTheOldConnection() throws Exception {
        try (var harness = new EngineHarness(LONG)) {
            Backend store = harness.open("store");
            get(store);
            BlockedCall running = BlockedCall.in(harness, store);
            harness.driver.context().reconnect(failure());

            Future<?> closing = harness.callers.submit(harness.engines::close);
            // Else the call may end, and the engine connect again, before closing begins.
            await().until(() ->
                    harness.engines.status().get(0).failure().orElseThrow().kind() == Kind.CLOSED);
            running.leave();
            closing.get();

            assertThat(running.result()).isNotNull();
            assertThat(harness.driver.closed).hasValue(1);
            assertThat(harness.driver.crashes).hasValue(0);
        }
    }

    private static EngineException failure() {
        return new EngineException(Kind.STORAGE, "the disk is read-only.", null);
    }

    private static void put(Backend store) {
        store.put(PutRequest.of(EngineHarness.KEY, new byte[1], StoredEntry.NEVER, Condition.none()));
    }

    /** Keeps the kinds of changes. */
    private static class Recorder implements WatchFacet.Sink {

        final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public void put(StoredEntry entry) {
            seen.add("put");
        }

        @Override
        public void removed(String key) {
            seen.add("removed");
        }

        @Override
        public void lost() {
            seen.add("lost");
        }
    }
}
