package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.INTERRUPTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Calls of threads that are interrupted. */
abstract class InterruptContract extends Contract {

    @Test
    @Proves(INTERRUPTS)
    void everyOperation_interruptedThread_keepsTheFlag() {
        for (Operation operation : Operation.of(store)) {
            boolean kept;
            Thread.currentThread().interrupt();
            try {
                operation.call().on(store, "key");
            } catch (KVException e) {
                // An engine may refuse to work for an interrupted thread.
                assertThat(e).as(operation.title()).isNotNull();
            } finally {
                kept = Thread.interrupted();
            }
            assertThat(kept).as("the flag after %s", operation.title()).isTrue();
            assertThat(store.getAll(List.of("key"))).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    @Proves(INTERRUPTS)
    void writes_interruptedThread_areAppliedOrNotAsTold() {
        for (int i = 0; i < 20; i++) {
            String key = "key" + i;
            Thread.currentThread().interrupt();
            Fate fate = fateOf(i, key);
            assertThat(Thread.interrupted()).as("the flag").isTrue();
            if (fate != Fate.UNKNOWN) {
                assertThat(store.exists(key)).as("write %d, %s", i, fate).isEqualTo(fate == Fate.APPLIED);
            }
        }
    }

    @Test
    @Proves(INTERRUPTS)
    void calls_interruptedAgainAndAgain_workAfterwards() throws Exception {
        CountDownLatch underWay = new CountDownLatch(50);
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        try (Racers racers = new Racers()) {
            Future<Integer> writes = racers.start(() -> {
                worker.complete(Thread.currentThread());
                int acknowledged = 0;
                for (int i = 0; i < 300; i++) {
                    try {
                        store.set("key", "value " + i);
                        acknowledged = i;
                    } catch (KVException e) {
                        assertThat(Thread.currentThread().isInterrupted())
                                .as("the flag after a failed write")
                                .isTrue();
                    }
                    underWay.countDown();
                    Thread.interrupted();
                }
                store.set("key", "last");
                return acknowledged;
            });
            assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
            while (!writes.isDone()) {
                worker.join().interrupt();
                Thread.onSpinWait();
            }
            try {
                Racers.result(writes);
            } catch (KVException e) {
                assertThat(e).isNotNull();
            }
        }
        store.set("after", "works");
        assertThat(store.get("after")).contains("works");
    }

    /** What a write says became of it. */
    private Fate fateOf(int i, String key) {
        try {
            if (i % 2 == 0) {
                store.set(key, "value");
            } else {
                store.setAll(Map.of(key, "value"));
            }
            return Fate.APPLIED;
        } catch (KVOutcomeUnknownException e) {
            return Fate.UNKNOWN;
        } catch (KVBatchException e) {
            return e.fates().getOrDefault(key, Fate.UNKNOWN);
        } catch (KVException e) {
            return Fate.NOT_APPLIED;
        }
    }
}
