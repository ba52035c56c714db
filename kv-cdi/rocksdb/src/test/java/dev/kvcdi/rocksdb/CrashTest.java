package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are killed while they write: nothing acknowledged is missing, and every restart opens. */
class CrashTest {

    /** Rounds for each way of writing; {@code -Dkv.crash.rounds=50} makes a campaign of it. */
    private static final int ROUNDS = Integer.getInteger("kv.crash.rounds", 3);

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void acknowledgedWrites_processKilled_areAllThere(boolean sync) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String name = "round" + round;
            try (Forked writer = Forked.start(List.of(), CrashWriter.class, root, sync, name)) {
                int enough = 200 + random.nextInt(sync ? 3_000 : 30_000);
                await().atMost(Duration.ofMinutes(2))
                        .until(() ->
                                !writer.isAlive() || writer.output().lines().count() > enough);
                assertThat(writer.isAlive()).as(writer.output()).isTrue();
                writer.kill();
                verify(name, writer.output(), "round " + round + ", seed " + seed);
            }
        }
    }

    @Test
    void acknowledgedWrites_killedWithinFdatasync_areAllThere() {
        List<String> strace = List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=fdatasync",
                "-e",
                "inject=fdatasync:signal=SIGKILL:when=150");
        try (Forked writer = Forked.start(strace, CrashWriter.class, root, true, "fdatasync")) {
            assertThat(writer.exitCode()).as(writer.output()).isNotZero();
            assertThat(writer.output().lines().count()).as(writer.output()).isGreaterThan(20);
            verify("fdatasync", writer.output(), "");
        }
    }

    private void verify(String round, String output, String description) {
        Map<String, Integer> done = CrashWriter.done(output);
        try (OpenStore store = OpenStore.in(root)) {
            for (int t = 0; t < CrashWriter.THREADS; t++) {
                String thread = round + "/" + t;
                int steps = done.getOrDefault(thread, 0);
                Map<String, String> found = CrashWriter.entries(store, thread);
                assertThat(CrashWriter.steps(thread, found, steps, steps + 1))
                        .as("thread %s after %d steps, %s, found %s", thread, steps, description, found)
                        .isPresent();
            }
        }
    }
}
