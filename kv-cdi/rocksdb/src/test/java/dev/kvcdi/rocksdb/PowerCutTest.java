package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power cuts while four threads write: what was acknowledged before is there afterwards, and nothing is there in part. Not in the
 * ordinary build, as it needs root: {@code -Ppower-cut}.
 */
@Tag("power-cut")
class PowerCutTest {

    /** Cuts of each test; {@code -Dkv.power.cuts=500} makes a campaign of it. */
    private static final int CUTS = Integer.getInteger("kv.power.cuts", 15);

    private static final String ROUND = "cut";

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void synced_powerCut_losesNothingAcknowledged() {
        assertThat(lostBy(true)).as("steps lost, seed %d", seed).isZero();
    }

    /** How much that is depends on when the last buffer of the engine was full; that something is taken, the next test shows. */
    @Test
    @SuppressWarnings("SystemOut") // What a campaign wants to know.
    void unsynced_powerCut_losesTheEndAtMost() {
        System.out.printf("Steps lost without sync: %d, seed %d%n", lostBy(false), seed);
    }

    @Test
    void unsynced_powerCut_takesWhatWasNotSynced() {
        try (CutDisk disk = new CutDisk(folder)) {
            Path root = disk.disk().resolve("kv");
            try (OpenStore store = OpenStore.in(root)) {
                store.put("synced", "v");
            }
            try (OpenStore store = OpenStore.in(root, Map.of("sync", false, "sync-interval", Duration.ofHours(1)))) {
                store.put("unsynced", "v");
                disk.afterwards(disk.cut(), left -> {
                    try (OpenStore found = OpenStore.in(left.resolve("kv"))) {
                        assertThat(found.get("synced")).contains("v");
                        assertThat(found.get("unsynced")).isEmpty();
                    }
                });
            }
        }
    }

    @Test
    void unsynced_powerCutAfterClosing_losesNothing() {
        try (CutDisk disk = new CutDisk(folder)) {
            try (OpenStore store = OpenStore.in(
                    disk.disk().resolve("kv"), Map.of("sync", false, "sync-interval", Duration.ofHours(1)))) {
                for (int i = 0; i < 2_000; i++) {
                    store.put("key" + i, "v");
                }
            }
            disk.afterwards(disk.cut(), left -> {
                try (OpenStore store = OpenStore.in(left.resolve("kv"))) {
                    assertThat(store.keys("key", 1_000)).hasSize(2_000);
                }
            });
        }
    }

    /** Returns how many acknowledged steps power cuts took, after checking that what is left is what some number of steps leaves. */
    private long lostBy(boolean sync) {
        long lost = 0;
        try (CutDisk disk = new CutDisk(folder);
                Forked writer =
                        Forked.start(List.of(), CrashWriter.class, disk.disk().resolve("kv"), sync, ROUND)) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !writer.isAlive() || writer.output().contains("done " + ROUND + "/0 100 ."));
            for (int cut = 0; cut < CUTS; cut++) {
                LockSupport.parkNanos(random.nextInt(300_000_000));
                // Read after the cut: what was acknowledged long before it is on the disk without sync too.
                String before = writer.output();
                Path left = disk.cut();
                Map<String, Integer> after = CrashWriter.done(writer.output());
                assertThat(writer.isAlive()).as(writer.output()).isTrue();
                long[] taken = new long[1];
                disk.afterwards(left, place -> taken[0] = lost(place.resolve("kv"), CrashWriter.done(before), after));
                lost += taken[0];
            }
        }
        return lost;
    }

    private long lost(Path root, Map<String, Integer> before, Map<String, Integer> after) {
        long lost = 0;
        try (OpenStore store = OpenStore.in(root)) {
            for (int t = 0; t < CrashWriter.THREADS; t++) {
                String thread = ROUND + "/" + t;
                Map<String, String> found = CrashWriter.entries(store, thread);
                int acknowledged = before.getOrDefault(thread, 0);
                int most = after.getOrDefault(thread, 0) + 1;
                OptionalInt steps = CrashWriter.steps(thread, found, acknowledged, most);
                if (steps.isEmpty()) {
                    steps = CrashWriter.steps(thread, found, 0, acknowledged);
                    assertThat(steps)
                            .as(
                                    "thread %s, %d steps acknowledged, seed %d, found %s",
                                    thread, acknowledged, seed, found)
                            .isPresent();
                    lost += acknowledged - steps.getAsInt();
                }
            }
        }
        return lost;
    }
}
