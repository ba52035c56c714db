package dev.kvcdi.internal.engine;

import static dev.kvcdi.internal.engine.BlockedCall.block;
import static dev.kvcdi.internal.engine.EngineHarness.get;
import static dev.kvcdi.internal.engine.EngineHarness.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.internal.CoreLog;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** From the opening of a store until it is usable, and what its calls meet until then. */
class ConnectingTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void open_equalConnection_isShared() {
        try (var harness = new EngineHarness(LONG)) {
            get(harness.open("one"));
            get(harness.open("two"));

            assertThat(harness.driver.contexts).hasSize(1);
        }
    }

    @Test
    void open_differentConnection_isNotShared() {
        try (var harness = new EngineHarness(LONG)) {
            get(harness.open("one"));
            get(harness.engines.open(plan(harness.driver, "two", Map.of("server", "other"))));

            assertThat(harness.driver.contexts).hasSize(2);
        }
    }

    @Test
    void call_duringFirstAttempt_waitsForIt() throws Exception {
        var proceed = new CountDownLatch(1);
        try (var harness = new EngineHarness(LONG)) {
            harness.driver.onConnect = () -> block(proceed);
            Backend store = harness.open("store");

            Future<?> call = harness.callers.submit(() -> get(store));
            await().until(() -> harness.driver.contexts.size() == 1);
            assertThat(call.isDone()).isFalse();
            proceed.countDown();

            assertThat(call.get()).isNotNull();
        }
    }

    @Test
    void call_afterWaitingForFirstAttempt_hasTheRestOfTheTimeout() throws Exception {
        var proceed = new CountDownLatch(1);
        var left = new LinkedBlockingQueue<Duration>();
        var caller = new CompletableFuture<Thread>();
        try (var harness = new EngineHarness(LONG)) {
            harness.driver.onConnect = () -> block(proceed);
            harness.driver.onGet = () -> left.add(harness.driver.context().timeout());
            Backend store = harness.open("store");

            Future<?> call = harness.callers.submit(() -> {
                caller.complete(Thread.currentThread());
                return get(store);
            });
            await().atMost(Duration.ofMinutes(1)).until(() -> harness.driver.contexts.size() == 1);
            // Its time begins to run out only when it begins to wait.
            await().atMost(Duration.ofMinutes(1)).until(() -> caller.get().getState() == Thread.State.TIMED_WAITING);
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            proceed.countDown();
            assertThat(call.get()).isNotNull();
            assertThat(left.remove()).isBetween(Duration.ofMillis(1), LONG.minusMillis(100));

            get(store);
            assertThat(left.remove()).as("of a call that did not wait").isEqualTo(LONG);
        }
    }

    @Test
    void call_firstAttemptOutlastsTimeout_failsAsUnavailable() {
        var proceed = new CountDownLatch(1);
        try (var harness = new EngineHarness(Duration.ofMillis(50))) {
            harness.driver.onConnect = () -> block(proceed);
            Backend store = harness.open("store");

            assertFails(store, Kind.UNAVAILABLE, "the first attempt to connect takes longer than kv.timeout");
            proceed.countDown();

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> harness.engines.status().get(0).open());
            assertThat(get(store)).isEmpty();
        }
    }

    @Test
    void call_interruptedWhileWaiting_failsAndKeepsTheFlag() {
        var proceed = new CountDownLatch(1);
        try (var harness = new EngineHarness(LONG)) {
            harness.driver.onConnect = () -> block(proceed);
            Backend store = harness.open("store");

            Thread.currentThread().interrupt();
            assertFails(store, Kind.UNAVAILABLE, "interrupted");
            assertThat(Thread.interrupted()).isTrue();
            proceed.countDown();
        }
    }

    @Test
    void call_afterFailedAttempt_failsWithItsKindUntilItHeals() {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            harness.driver.onConnect = () -> {
                throw new EngineException(Kind.ACCESS_DENIED, "the password is wrong. Correct it.", null);
            };
            Backend store = harness.open("store");

            assertFails(
                    store,
                    Kind.ACCESS_DENIED,
                    "the password is wrong. Correct it. Calls work again as soon as the engine does.");
            await().until(() -> harness.driver.contexts.size() >= 3);
            assertThat(harness.engines.status()).singleElement().satisfies(status -> {
                assertThat(status.open()).isFalse();
                assertThat(status.failure()).map(EngineException::kind).contains(Kind.ACCESS_DENIED);
            });
            harness.driver.onConnect = () -> {};

            await().until(() -> harness.engines.status().get(0).open());
            assertThat(get(store)).isEmpty();
            assertThat(log.messages(Level.WARNING))
                    .containsExactly(
                            "KVCDI0002: Driver scripted of test: the password is wrong. Correct it. Connecting goes on in the"
                                    + " background; calls fail with ACCESS_DENIED until it succeeds.");
            await().until(() -> log.messages(Level.INFO).size() == 3);
            assertThat(log.messages(Level.INFO))
                    .element(1)
                    .isEqualTo("KVCDI0003: Driver scripted of test: the engine is connected again.");
        }
    }

    @Test
    void connect_anyThrowable_isUnavailable() {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            harness.driver.onConnect = () -> {
                throw new NoClassDefFoundError("secretword");
            };

            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> get(harness.open("store")))
                    .withMessage("the engine cannot be reached: the driver failed by a defect of its own"
                            + " (java.lang.NoClassDefFoundError). Calls work again as soon as the engine does.")
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
            await().until(() -> !log.thrown().isEmpty());
            assertThat(log.thrown())
                    .as("the stack of a defect is shown at once")
                    .singleElement()
                    .extracting(Throwable::getCause)
                    .isInstanceOf(NoClassDefFoundError.class);
            assertThat(log.messages()).noneMatch(line -> line.contains("secretword"));
        }
    }

    @Test
    void connect_outageWithANativeCause_isToldInOneLine() {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            harness.driver.onConnect = () -> {
                throw new EngineException(Kind.UNAVAILABLE, "nobody listens.", new IOException("refused"));
            };

            assertFails(harness.open("store"), Kind.UNAVAILABLE, "nobody listens.");

            await().until(() -> !log.messages(Level.WARNING).isEmpty());
            assertThat(log.messages(Level.WARNING)).hasSize(1);
            assertThat(log.thrown()).isEmpty();
        }
    }

    @Test
    void open_failureWithANativeCause_isToldInOneLine() {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            harness.driver.onOpen = store -> {
                throw new EngineException(Kind.ACCESS_DENIED, "not for you.", new IOException("denied"));
            };

            assertFails(harness.open("store"), Kind.ACCESS_DENIED, "not for you.");

            await().until(() -> !log.messages(Level.WARNING).isEmpty());
            assertThat(log.thrown()).isEmpty();
        }
    }

    @Test
    void connect_unknownOutcome_isUnavailableSinceNothingWasWritten() {
        try (var harness = new EngineHarness(LONG)) {
            harness.driver.onConnect = () -> {
                throw new EngineException(Kind.OUTCOME_UNKNOWN, "who knows", null);
            };

            assertFails(harness.open("store"), Kind.UNAVAILABLE, "who knows.");
        }
    }

    @Test
    void open_oneStoreFails_otherWorksAndItHeals() {
        try (var harness = new EngineHarness(LONG);
                var log = CoreLog.start()) {
            var broken = new AtomicReference<>("bad");
            harness.driver.onOpen = name -> {
                if (name.equals(broken.get())) {
                    throw new EngineException(Kind.CORRUPTION, "the file is corrupt", null);
                }
            };
            Backend bad = harness.open("bad");
            Backend good = harness.open("good");

            assertFails(bad, Kind.CORRUPTION, "the file is corrupt.");
            assertThat(get(good)).isEmpty();
            broken.set("none");

            await().until(() -> harness.engines.status().get(0).open());
            assertThat(get(bad)).isEmpty();
            assertThat(harness.driver.contexts).hasSize(1);
            assertThat(log.messages(Level.WARNING)).singleElement().asString().contains("'bad'");
        }
    }

    @Test
    void capabilities_beforeConnecting_areWhatTheDriverMayHave() {
        var proceed = new CountDownLatch(1);
        try (var harness = new EngineHarness(LONG)) {
            harness.driver.onConnect = () -> block(proceed);
            harness.driver.mayHave = EnumSet.of(Capability.WATCH, Capability.ORDERED);
            harness.driver.has = EnumSet.of(Capability.ORDERED);
            Backend store = harness.open("store");

            assertThat(store.capabilities()).containsExactlyInAnyOrder(Capability.WATCH, Capability.ORDERED);
            proceed.countDown();

            await().until(() -> store.capabilities().equals(EnumSet.of(Capability.ORDERED)));
        }
    }

    @Test
    void call_needsWhatTheConnectedEngineLacks_isUnsupported() {
        try (var harness = new EngineHarness(LONG)) {
            harness.driver.has = EnumSet.noneOf(Capability.class);
            Backend store = harness.open("store");
            var put = PutRequest.of(EngineHarness.KEY, new byte[1], StoredEntry.NEVER, Condition.absent());
            var delete = DeleteRequest.of(EngineHarness.KEY, Condition.version(dev.kvcdi.Version.of("v")));
            AtomicFacet atomic = store.facet(AtomicFacet.class).orElseThrow();
            WatchFacet watch = store.facet(WatchFacet.class).orElseThrow();

            List<Runnable> calls = List.of(
                    () -> store.put(put),
                    () -> store.delete(delete),
                    () -> atomic.apply(List.of(put)),
                    () -> watch.watch("", new NoSink()));

            assertThat(calls)
                    .allSatisfy(call -> assertThatExceptionOfType(EngineException.class)
                            .isThrownBy(call::run)
                            .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED)));
        }
    }

    @Test
    void thread_whenAllStoresAreOpen_ends() {
        try (var harness = new EngineHarness(LONG)) {
            get(harness.open("store"));

            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("kv-cdi scripted")));
        }
    }

    private static void assertFails(Backend store, Kind kind, String message) {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> get(store))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind))
                .withMessageContaining(message);
    }

    /** Wants no changes. */
    private static final class NoSink implements WatchFacet.Sink {

        @Override
        public void put(StoredEntry entry) {}

        @Override
        public void removed(String key) {}

        @Override
        public void lost() {}
    }
}
