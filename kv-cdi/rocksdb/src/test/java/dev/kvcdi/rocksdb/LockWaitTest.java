package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class LockWaitTest {

    private final ReentrantLock lock = new ReentrantLock();

    @Test
    void acquire_freeLock_isHeldEvenWhenTheTimeIsOver() {
        assertThat(LockWait.acquire(lock, Deadline.in(Duration.ZERO))).isTrue();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
    }

    @Test
    void acquire_lockOfAnother_isGivenUpAtTheDeadline() {
        lock.lock();

        assertThat(elsewhere(Deadline.in(Duration.ofMillis(20)))).isFalse();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
    }

    @Test
    void acquire_interrupted_goesOnAndKeepsTheFlag() {
        lock.lock();

        CompletableFuture<Boolean> flag = CompletableFuture.supplyAsync(() -> {
            Thread.currentThread().interrupt();
            boolean held = LockWait.acquire(lock, Deadline.in(Duration.ofMillis(20)));
            return !held && Thread.interrupted();
        });

        assertThat(flag.join()).isTrue();
    }

    private boolean elsewhere(Deadline deadline) {
        return CompletableFuture.supplyAsync(() -> LockWait.acquire(lock, deadline))
                .join();
    }
}
