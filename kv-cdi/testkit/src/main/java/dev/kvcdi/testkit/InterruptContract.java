package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.INTERRUPTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
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
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        Map<String, Fate> told;
        try (Racers racers = new Racers()) {
            Future<Map<String, Fate>> writes = racers.start(() -> {
                worker.complete(Thread.currentThread());
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                return writeInterrupted();
            });
            for (int i = 0; !writes.isDone(); i++) {
                worker.join().interrupt();
                // Now before a call, now within one, whatever an engine takes for it: up to two milliseconds.
                LockSupport.parkNanos(1_000L << (i % 12));
            }
            told = Racers.result(writes);
        }
        Set<String> there = store.getAll(told.keySet()).keySet();
        told.forEach((key, fate) -> {
            if (fate != Fate.UNKNOWN) {
                assertThat(there.contains(key)).as("%s, %s", key, fate).isEqualTo(fate == Fate.APPLIED);
            }
        });
        store.set("after", "works");
        assertThat(store.get("after")).contains("works");
    }

    /** Writes while others interrupt this thread, and returns what was told of each key. */
    private Map<String, Fate> writeInterrupted() {
        Map<String, Fate> told = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            String key = "key" + i;
            Fate fate = fateOf(i, key);
            told.put(key, fate);
            if (fate != Fate.APPLIED) {
                assertThat(Thread.currentThread().isInterrupted())
                        .as("the flag after a failed write")
                        .isTrue();
            }
            Thread.interrupted();
        }
        return told;
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
