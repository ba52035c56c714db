package dev.kvcdi.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GateTest {

    @Test
    void enter_open_isLetInAgainAndAgain() {
        var gate = new Gate();

        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
        gate.close();

        assertThat(gate.isEmpty()).isFalse();
        gate.exit();
        assertThat(gate.isEmpty()).isFalse();
        gate.exit();
        assertThat(gate.isEmpty()).isTrue();
    }

    @Test
    void enter_closed_isRefusedAndNotCounted() {
        var gate = new Gate();
        gate.close();

        assertThat(gate.enter()).isFalse();
        assertThat(gate.isEmpty()).isTrue();
    }

    @Test
    void awaitEmpty_givesUpWhenAsked() {
        var gate = new Gate();
        gate.enter();
        gate.close();

        assertThat(gate.awaitEmpty(() -> true)).isFalse();
    }

    @Test
    void awaitEmpty_interrupted_waitsOnAndKeepsTheFlag() {
        var gate = new Gate();
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var inside = CompletableFuture.runAsync(() -> {
            gate.enter();
            entered.countDown();
            BlockedCall.block(leave);
            gate.exit();
        });
        BlockedCall.block(entered);
        gate.close();
        Thread.currentThread().interrupt();

        boolean empty = gate.awaitEmpty(() -> {
            leave.countDown();
            return false;
        });

        assertThat(empty).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        inside.join();
    }
}
