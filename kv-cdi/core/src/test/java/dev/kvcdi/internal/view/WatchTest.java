package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Change;
import dev.kvcdi.Codec;
import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVException;
import dev.kvcdi.Version;
import dev.kvcdi.Watch;
import dev.kvcdi.internal.CoreLog;
import dev.kvcdi.internal.FilterBackend;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How changes get from an engine to a listener, with an engine and an executor that the test is. */
class WatchTest {

    private final MemoryHarness harness = new MemoryHarness();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger registrationsClosed = new AtomicInteger();
    private final List<String> seen = new ArrayList<>();
    private WatchFacet.Sink sink;

    /** Gives the test the sink. */
    private final WatchFacet engine = (prefix, given) -> {
        sink = given;
        return registrationsClosed::incrementAndGet;
    };

    private final Views.OpenStore store = store(tasks::add);

    private Views.OpenStore store(Executor executor) {
        StoreContext like = harness.storeContext();
        StoreContext context = new StoreContext(
                like.name(), like.driver(), 100_000_000, Duration.ofMillis(300), like.clock(), executor);
        return MemoryHarness.store(context, new FilterBackend(harness.backend("things")) {
            @Override
            public <F> Optional<F> facet(Class<F> type) {
                return type == WatchFacet.class ? Optional.of(type.cast(engine)) : super.facet(type);
            }
        });
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void put_ofAKeyAgain_tellsTheLastInTheFirstsPlace() {
        store.watch("", this::note);
        put("a", "1");
        put("b", "1");
        put("a", "2");
        sink.removed("b");
        sink.removed("c");
        runTasks();
        assertThat(seen).containsExactly("a=2", "-b", "-c");
    }

    @Test
    void put_ofTooManyKeys_isLostAndThoseAfterwardsAreTold() {
        store.watch("", this::note);
        for (int i = 0; i <= ChangeBuffer.MAX_CHANGES; i++) {
            put("k" + i, "v");
        }
        put("last", "v");
        runTasks();
        assertThat(seen).containsExactly("lost", "k" + ChangeBuffer.MAX_CHANGES + "=v", "last=v");
    }

    @Test
    void put_ofTooManyBytes_isLost() {
        store.watch("", change -> seen.add(change.getClass().getSimpleName()));
        String half = "x".repeat((int) (ChangeBuffer.MAX_BYTES / 2));
        put("a", half);
        put("b", half);
        put("a", half);
        put("c", "x");
        runTasks();
        assertThat(seen).containsExactly("Lost", "Put");
    }

    @Test
    void put_ofOneValueLargerThanTheBuffer_isTold() {
        store.watch("", change -> seen.add(change.getClass().getSimpleName()));
        put("a", "x".repeat((int) ChangeBuffer.MAX_BYTES + 1));
        runTasks();
        assertThat(seen).containsExactly("Put");
    }

    @Test
    void put_whileTheListenerIsBlocked_neverBlocks() {
        CountDownLatch release = new CountDownLatch(1);
        try (var free = harness.store()) {
            Watch watch = free.watch("", change -> awaitUninterruptibly(release));
            for (int i = 0; i < 5_000; i++) {
                free.set("k" + i, "v");
            }
            release.countDown();
            watch.close();
        }
    }

    @Test
    void lost_byTheEngine_isToldOnceAndBeforeWhatFollows() {
        store.watch("", this::note);
        put("a", "1");
        sink.lost();
        sink.lost();
        put("a", "2");
        runTasks();
        assertThat(seen).containsExactly("lost", "a=2");
    }

    @Test
    void watch_throughAPrefixedView_stripsThePrefix() {
        store.prefixed("p/").watch("q", this::note);
        put("p/qa", "1");
        sink.removed("p/qb");
        runTasks();
        assertThat(seen).containsExactly("qa=1", "-qb");
    }

    @Test
    void put_ofWhatCannotBeDecoded_isLostAndLogged() {
        try (CoreLog log = CoreLog.ofStore("things", Level.WARNING)) {
            store.watch("", this::note);
            sink.put(StoredEntry.of("secretkey", new byte[] {(byte) 0xFF}, StoredEntry.NEVER, () -> Version.of("1")));
            put("a", "1");
            runTasks();
            assertThat(seen).containsExactly("lost", "a=1");
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("decoded")
                    .doesNotContain("secretkey");
        }
    }

    @Test
    void put_ofWhatTheCodecComplainsOf_isLoggedWithoutItsWords() {
        Codec<Integer> numbers = Codec.of(
                number -> number.toString().getBytes(StandardCharsets.UTF_8),
                bytes -> Integer.valueOf(new String(bytes, StandardCharsets.UTF_8)));
        try (CoreLog log = CoreLog.ofStore("things", Level.WARNING)) {
            store.as(numbers).watch("", change -> seen.add(change.getClass().getSimpleName()));
            put("a", "secretvalue");
            runTasks();
            assertThat(seen).containsExactly("Lost");
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("java.lang.NumberFormatException")
                    .doesNotContain("secretvalue");
            assertThat(log.thrown()).isEmpty();
        }
    }

    @Test
    void put_ofWhatTheCodecFailsOnByAnError_isLost() {
        Codec<String> broken = Codec.of(text -> text.getBytes(StandardCharsets.UTF_8), bytes -> {
            throw new NoClassDefFoundError("secretvalue");
        });
        try (CoreLog log = CoreLog.ofStore("things", Level.WARNING)) {
            store.as(broken).watch("", this::note);
            put("a", "1");
            runTasks();
            assertThat(seen).containsExactly("lost");
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("java.lang.NoClassDefFoundError")
                    .doesNotContain("secretvalue");
        }
    }

    @Test
    void accept_thatThrows_isLoggedAndTheWatchGoesOn() {
        try (CoreLog log = CoreLog.ofStore("things", Level.WARNING)) {
            store.watch("", change -> {
                note(change);
                throw new IllegalStateException("listener");
            });
            put("a", "1");
            put("b", "1");
            runTasks();
            assertThat(seen).containsExactly("a=1", "b=1");
            assertThat(log.messages()).hasSize(2).allMatch(line -> line.contains("the listener failed"));
        }
    }

    @Test
    void put_ofManyChanges_givesTheThreadBackNowAndThen() {
        store.watch("", this::note);
        for (int i = 0; i < 250; i++) {
            put("k" + i, "v");
        }
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(seen).hasSize(100);
        assertThat(tasks).hasSize(1);
        runTasks();
        assertThat(seen).hasSize(250);
    }

    @ParameterizedTest
    @ValueSource(classes = {RejectedExecutionException.class, OutOfMemoryError.class})
    void put_whenNoThreadIsToBeHad_isLostWithTheNextChange(Class<? extends Throwable> refusal) {
        AtomicInteger refusals = new AtomicInteger(1);
        try (CoreLog log = CoreLog.ofStore("things", Level.WARNING);
                var refusing = store(task -> {
                    if (refusals.getAndDecrement() > 0) {
                        refuse(refusal);
                    }
                    tasks.add(task);
                })) {
            refusing.watch("", this::note);
            put("a", "1");
            put("b", "1");
            runTasks();
            assertThat(seen).containsExactly("lost", "b=1");
            assertThat(log.messages()).hasSize(1);
        }
    }

    private static void refuse(Class<? extends Throwable> refusal) {
        if (refusal == OutOfMemoryError.class) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        throw new RejectedExecutionException("full");
    }

    @Test
    void close_dropsWhatIsBufferedAndEndsTheRegistration() {
        Watch watch = store.watch("", this::note);
        put("a", "1");
        watch.close();
        watch.close();
        put("b", "1");
        sink.lost();
        runTasks();
        assertThat(seen).isEmpty();
        assertThat(registrationsClosed).hasValue(1);
    }

    @Test
    void close_whileTheListenerRuns_waitsForIt() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (var free = harness.store()) {
            Watch watch = free.watch("", change -> {
                entered.countDown();
                awaitUninterruptibly(release);
            });
            free.set("a", "1");
            entered.await();
            Thread closing = new Thread(watch::close);
            closing.start();
            await().until(() -> closing.getState() == Thread.State.WAITING);
            closing.interrupt();
            release.countDown();
            closing.join();
            assertThat(closing.isAlive()).isFalse();
        }
    }

    @Test
    void close_byTheListenerItself_doesNotWait() {
        AtomicReference<Watch> watch = new AtomicReference<>();
        watch.set(store.watch("", change -> {
            note(change);
            watch.get().close();
        }));
        put("a", "1");
        put("b", "1");
        runTasks();
        assertThat(seen).containsExactly("a=1");
    }

    @Test
    void close_whileInterrupted_keepsTheFlag() {
        Watch watch = store.watch("", this::note);
        Thread.currentThread().interrupt();
        watch.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void close_ofTheStore_endsItsWatchesAndWaitsNoLongerThanItMay() {
        CountDownLatch release = new CountDownLatch(1);
        try (CoreLog log = CoreLog.ofStore("things", Level.WARNING)) {
            var free = store(task -> new Thread(task).start());
            CountDownLatch entered = new CountDownLatch(1);
            free.watch("", change -> {
                entered.countDown();
                awaitUninterruptibly(release);
            });
            put("a", "1");
            awaitUninterruptibly(entered);
            free.endWatches();
            free.awaitListeners(System.nanoTime());
            release.countDown();
            assertThat(registrationsClosed).hasValue(1);
            assertThat(log.messages()).singleElement().asString().contains("left alone");
        }
    }

    @Test
    void watch_ofAStoreWhoseWatchesHaveEnded() {
        store.endWatches();
        assertThatExceptionOfType(KVClosedException.class).isThrownBy(() -> store.watch("", this::note));
        assertThat(registrationsClosed).hasValue(1);
    }

    @Test
    void watch_whenTheEngineFails_leavesNothingBehind() {
        Views.OpenStore failing = harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public <F> Optional<F> facet(Class<F> type) {
                WatchFacet fails = (prefix, given) -> {
                    throw new IllegalStateException("defect");
                };
                return type == WatchFacet.class ? Optional.of(type.cast(fails)) : super.facet(type);
            }
        });
        assertThatExceptionOfType(KVException.class)
                .isThrownBy(() -> failing.watch("", this::note))
                .withMessageContaining("watch")
                .withMessageContaining("defect");
        failing.endWatches();
    }

    private void put(String key, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        sink.put(StoredEntry.of(key, bytes, StoredEntry.NEVER, () -> Version.of("1")));
    }

    private void note(Change<String> change) {
        if (change instanceof Change.Put<String> put) {
            seen.add(put.entry().key() + "=" + put.entry().value());
        } else if (change instanceof Change.Removed<String> removed) {
            seen.add("-" + removed.key());
        } else {
            seen.add("lost");
        }
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
