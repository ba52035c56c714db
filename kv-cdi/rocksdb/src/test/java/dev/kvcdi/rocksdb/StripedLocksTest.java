package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locks of keys, one and many. */
class StripedLocksTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void lock_heldForTooLong_isATimeoutThatHoldsNothing() throws Exception {
        StripedLocks locks = new StripedLocks();
        List<Key> keys = keys(50);
        StripedLocks.Held held = locks.lock(1, keys.get(25), late());
        Future<?> other = threads.submit(() -> locks.lockAll(1, keys, Deadline.in(Duration.ofMillis(20))));
        assertThatThrownBy(other::get)
                .cause()
                .hasMessageContaining("this one was not begun")
                .hasMessageContaining("Try again; check the disk, or raise kv.timeout")
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
        held.release();
        threads.submit(() -> locks.lockAll(1, keys, late()).release()).get();
    }

    @Test
    void lock_interruptedWhileWaiting_isTakenAndKeepsTheFlag() throws Exception {
        StripedLocks locks = new StripedLocks();
        Key key = keys(1).get(0);
        StripedLocks.Held held = locks.lock(1, key, late());
        AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();
        Future<Boolean> other = threads.submit(() -> {
            waiting.set(Thread.currentThread());
            locks.lock(1, key, late()).release();
            return Thread.interrupted();
        });
        await().until(() -> waits(waiting.get()));
        waiting.get().interrupt();
        await().until(() -> waits(waiting.get()));
        held.release();
        assertThat(other.get()).isTrue();
    }

    @Test
    void lockAll_anyOrderOfKeys_neverDeadlocks() throws Exception {
        StripedLocks locks = new StripedLocks();
        long seed = new Random().nextLong();
        List<Future<?>> writers = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Random random = new Random(seed + t);
            writers.add(threads.submit(() -> {
                for (int i = 0; i < 500; i++) {
                    List<Key> keys = new ArrayList<>(keys(20));
                    Collections.shuffle(keys, random);
                    locks.lockAll(1, keys.subList(0, 1 + random.nextInt(keys.size())), late())
                            .release();
                }
            }));
        }
        for (Future<?> writer : writers) {
            assertThat(writer).as("seed %d", seed).succeedsWithin(Duration.ofSeconds(60));
        }
    }

    private static Deadline late() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    private static boolean waits(@Nullable Thread thread) {
        return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static List<Key> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> OpenStore.key("key" + i)).toList();
    }
}
