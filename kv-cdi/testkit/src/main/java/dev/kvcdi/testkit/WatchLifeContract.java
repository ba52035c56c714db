package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.WATCH_CLOSE;
import static dev.kvcdi.testkit.ContractLine.WATCH_CONVERGES;
import static dev.kvcdi.testkit.ContractLine.WATCH_ORDER;
import static dev.kvcdi.testkit.ContractLine.WATCH_SLOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.Entry;
import dev.kvcdi.Watch;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Watches beside many writers, with bad listeners, and at their end. */
@Needs(Capability.WATCH)
abstract class WatchLifeContract extends Contract {

    @Test
    @Proves({WATCH_CONVERGES, WATCH_ORDER})
    void watch_besideRacingWriters_convergesInOrder() throws Exception {
        int writes = Scale.rounds(150);
        Recorder<String> recorder = new Recorder<>();
        try (Watch watch = store.watch("k", recorder)) {
            assertThat(watch).isNotNull();
            Racers.race(4, racer -> () -> {
                Random random = new Random(racer);
                for (int i = 0; i < writes; i++) {
                    String key = "k" + random.nextInt(5);
                    if (random.nextInt(5) == 0) {
                        store.delete(key);
                    } else {
                        store.set(key, racer + ":" + i);
                    }
                }
                return 0;
            });
            Map<String, String> truth = new TreeMap<>();
            store.entries("k").forEach(entry -> truth.put(entry.key(), entry.value()));
            Eventually.holds(
                    "the changes",
                    () -> assertThat(recorder.lost() || recorder.state().equals(truth))
                            .isTrue());
            assertThat(recorder.overlapped())
                    .as("calls of the listener overlapped")
                    .isFalse();
            // The writes of one racer of one key came one after the other.
            for (String prefix : List.of("0:", "1:", "2:", "3:")) {
                for (String key : truth.keySet()) {
                    assertThat(recorder.textsOf(key).stream()
                                    .filter(text -> text.startsWith(key + "=" + prefix))
                                    .map(Recorder::numberOf))
                            .isSorted();
                }
            }
        }
    }

    @Test
    @Proves({WATCH_SLOW, WATCH_CONVERGES})
    void watch_listenerThatHangs_holdsUpNoWriterAndThenConvergesOrIsLost() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Recorder<String> recorder = new Recorder<>();
        try (Watch watch = store.watch("", change -> {
            recorder.accept(change);
            hanging.countDown();
            await(release);
        })) {
            assertThat(watch).isNotNull();
            store.set("first", "x");
            await(hanging);
            // More than a listener can expect to be kept for it.
            int rounds = Math.max(2, Scale.rounds(20));
            for (int round = 0; round < rounds; round++) {
                String value = Integer.toString(round);
                store.setAll(
                        Texts.numbered("many/", 1_000).stream().collect(Collectors.toMap(key -> key, key -> value)));
            }
            release.countDown();
            Map<String, String> truth = new TreeMap<>();
            store.entries("").forEach(entry -> truth.put(entry.key(), entry.value()));
            Eventually.holds(
                    "the changes",
                    () -> assertThat(recorder.lost() || recorder.state().equals(truth))
                            .isTrue());
            // And it goes on from there.
            store.set("last", "x");
            recorder.awaitText("last=x");
        } finally {
            release.countDown();
        }
    }

    @Test
    @Proves({WATCH_SLOW, WATCH_CONVERGES})
    void watch_listenerThatHangsForAFewChanges_isToldThemWithoutLoss() {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Recorder<String> recorder = new Recorder<>();
        try (Watch watch = store.watch("", change -> {
            recorder.accept(change);
            hanging.countDown();
            await(release);
        })) {
            assertThat(watch).isNotNull();
            store.set("first", "x");
            await(hanging);
            List<String> few = Texts.numbered("few/", 20);
            few.forEach(key -> store.set(key, "x"));
            release.countDown();
            recorder.awaitExactly(Stream.concat(Stream.of("first"), few.stream())
                    .map(key -> key + "=x")
                    .toArray(String[]::new));
        } finally {
            release.countDown();
        }
    }

    @Test
    @Proves(WATCH_SLOW)
    void watch_listenerThatHangs_holdsUpNoOtherWatch() {
        CountDownLatch release = new CountDownLatch(1);
        Recorder<String> recorder = new Recorder<>();
        try (Watch slow = store.watch("", change -> await(release));
                Watch quick = store.watch("", recorder)) {
            assertThat(slow).isNotSameAs(quick);
            store.set("a", "1");
            store.set("b", "2");
            recorder.awaitExactly("a=1", "b=2");
            release.countDown();
        } finally {
            release.countDown();
        }
    }

    @Test
    @Proves(WATCH_SLOW)
    void watch_listenerThatThrows_isCalledAgain() {
        Recorder<String> recorder = new Recorder<>();
        try (Watch watch = store.watch("", change -> {
            recorder.accept(change);
            throw new IllegalStateException("from the listener, on purpose");
        })) {
            assertThat(watch).isNotNull();
            store.set("a", "1");
            store.set("b", "2");
            recorder.awaitExactly("a=1", "b=2");
            store.delete("a");
            recorder.awaitExactly("a=1", "b=2", "-a");
        }
    }

    @Test
    @Proves(WATCH_SLOW)
    void watch_listenerThatUsesTheStore_works() {
        Recorder<String> echoes = new Recorder<>();
        try (Watch echo = store.watch("in/", change -> {
                    if (change instanceof Change.Put<String> put) {
                        store.set(
                                "out/" + put.entry().key(),
                                store.get(put.entry().key()).orElse("gone"));
                    }
                });
                Watch watch = store.watch("out/", echoes)) {
            assertThat(echo).isNotSameAs(watch);
            store.set("in/1", "a");
            echoes.awaitText("out/in/1=a");
        }
    }

    @Test
    @Proves(WATCH_CLOSE)
    void close_thenWrites_tellsNothingMore() {
        Recorder<String> closed = new Recorder<>();
        Recorder<String> open = new Recorder<>();
        try (Watch other = store.watch("", open)) {
            assertThat(other).isNotNull();
            for (int round = 0; round < 20; round++) {
                Watch watch = store.watch("", closed);
                store.set("before", "x");
                watch.close();
                int told = closed.changes().size();
                store.set("after", "x");
                store.delete("before");
                watch.close();
                assertThat(closed.texts()).doesNotContain("after=x", "-before").hasSize(told);
            }
            store.set("end", "x");
            open.awaitText("end=x");
            assertThat(closed.texts()).doesNotContain("after=x", "-before");
        }
    }

    @Test
    @Proves(WATCH_CLOSE)
    void close_whileListenerRuns_waitsForIt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger finished = new AtomicInteger();
        Watch watch = store.watch("", change -> {
            inside.countDown();
            await(release);
            finished.incrementAndGet();
        });
        try (Racers racers = new Racers()) {
            store.set("a", "1");
            store.set("b", "2");
            await(inside);
            CompletableFuture<Thread> closer = new CompletableFuture<>();
            Future<Integer> closing = racers.start(() -> {
                closer.complete(Thread.currentThread());
                watch.close();
                return finished.get();
            });
            // Before close() has begun, the listener may still be called once more.
            Eventually.holds(
                    "the wait of close()",
                    () -> assertThat(closer).isCompletedWithValueMatching(WatchLifeContract::waits));
            // It has to wait; there is no telling that but by letting some time pass.
            assertThat(isDoneWithin(closing, 100))
                    .as("close() returned while the listener ran")
                    .isFalse();
            release.countDown();
            assertThat(Racers.result(closing))
                    .as("calls of the listener that ended before close() did")
                    .isEqualTo(1);
            store.set("c", "3");
            assertThat(finished).hasValue(1);
        } finally {
            release.countDown();
        }
    }

    @Test
    @Proves(WATCH_CLOSE)
    void close_byTheListener_endsTheWatch() {
        CompletableFuture<Watch> self = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Watch watch = store.watch("", change -> {
            calls.incrementAndGet();
            try {
                self.join().close();
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        Recorder<String> recorder = new Recorder<>();
        try (Watch other = store.watch("", recorder)) {
            assertThat(other).isNotNull();
            self.complete(watch);
            store.set("a", "1");
            store.set("b", "2");
            Eventually.holds("the changes", () -> assertThat(calls).hasValueGreaterThanOrEqualTo(1));
            watch.close();
            store.set("c", "3");
            recorder.awaitText("c=3");
            assertThat(calls).hasValue(1);
            assertThat(failure.get()).isNull();
        }
    }

    @Test
    @Proves(WATCH_CLOSE)
    void close_manyWatches_leavesNoListenerBehind() {
        List<WeakReference<Recorder<String>>> listeners = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            listeners.add(watchAndClose());
        }
        Eventually.holds("the listeners' collection", () -> {
            System.gc();
            // The last one may still be on the stack of a thread that waits for work.
            assertThat(listeners.stream()
                            .filter(listener -> listener.get() != null)
                            .count())
                    .isLessThanOrEqualTo(2);
        });
    }

    @Test
    @Proves({WATCH_CLOSE, ContractLine.CLOSED})
    void close_ofTheStore_endsItsWatches() {
        Place own = open();
        Recorder<String> recorder = new Recorder<>();
        Watch watch = own.store().watch("", recorder);
        own.store().set("before", "x");
        recorder.awaitText("before=x");
        own.reopen();
        Recorder<String> fresh = new Recorder<>();
        try (Watch again = own.store().watch("", fresh)) {
            assertThat(again).isNotSameAs(watch);
            own.store().set("after", "x");
            fresh.awaitText("after=x");
            assertThat(recorder.texts()).doesNotContain("after=x");
            watch.close();
        }
    }

    @Test
    @Proves(WATCH_CONVERGES)
    void watch_thenList_missesNothing() throws Exception {
        int writes = Scale.rounds(200);
        for (int round = 0; round < 3; round++) {
            String prefix = "round" + round + "/";
            CountDownLatch underWay = new CountDownLatch(1);
            CountDownLatch watching = new CountDownLatch(1);
            CountDownLatch listed = new CountDownLatch(1);
            Recorder<String> recorder = new Recorder<>();
            try (Racers racers = new Racers()) {
                // However fast it is: some of it comes while the watch begins, some beside the listing, some after it.
                Future<Integer> writer = racers.start(() -> {
                    for (int i = 0; i < writes; i++) {
                        store.set(prefix + i, "x");
                        if (i == writes / 10) {
                            underWay.countDown();
                        } else if (i == writes / 2) {
                            await(watching);
                        } else if (i == writes * 3 / 4) {
                            await(listed);
                        }
                    }
                    return writes;
                });
                await(underWay);
                try (Watch watch = store.watch(prefix, recorder)) {
                    assertThat(watch).isNotNull();
                    watching.countDown();
                    Map<String, String> known =
                            store.entries(prefix).collect(Collectors.toMap(Entry::key, Entry::value));
                    listed.countDown();
                    assertThat(Racers.result(writer)).isEqualTo(writes);
                    Eventually.holds("the changes", () -> {
                        Map<String, String> all = new TreeMap<>(known);
                        all.putAll(recorder.state());
                        assertThat(recorder.lost() || all.size() == writes)
                                .as("%d keys known", all.size())
                                .isTrue();
                    });
                }
            }
        }
    }

    private WeakReference<Recorder<String>> watchAndClose() {
        Recorder<String> recorder = new Recorder<>();
        try (Watch watch = store.watch("", recorder)) {
            assertThat(watch).isNotNull();
            store.set("key", "x");
            recorder.awaitText("key=x");
        }
        return new WeakReference<>(recorder);
    }

    private static boolean waits(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    private static boolean isDoneWithin(Future<?> future, long millis) throws Exception {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Nothing happened for a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted", e);
        }
    }
}
