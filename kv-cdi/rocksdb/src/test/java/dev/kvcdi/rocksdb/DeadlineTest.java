package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final ReentrantLock lock = new ReentrantLock();

    @Test
    void acquire_freeLock_isHeldEvenWhenTheTimeIsOver() {
        assertThat(Deadline.in(Duration.ZERO).acquire(lock)).isTrue();
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
            boolean held = Deadline.in(Duration.ofMillis(20)).acquire(lock);
            return !held && Thread.interrupted();
        });

        assertThat(flag.join()).isTrue();
    }

    private boolean elsewhere(Deadline deadline) {
        return CompletableFuture.supplyAsync(() -> deadline.acquire(lock)).join();
    }
}
