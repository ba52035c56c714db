package dev.kvcdi.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.CopyOptions;
import dev.kvcdi.CopyResult;
import dev.kvcdi.KVException;
import dev.kvcdi.KVStores;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.PutOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;

/** Copies beside writers, on engines that fail at random; the writers stop, and the stores are equal. */
class CopyRandomTest extends CopyCase {

    private static final String SEED = "kvcdi.copy.seed";
    private static final int KEYS = 700;

    @RepeatedTest(10)
    void copy_besideWritersAndFailures_isEqualAfterTheyStop() throws Exception {
        String given = System.getProperty(SEED);
        long seed = given == null ? new Random().nextLong() : Long.parseLong(given);
        try {
            run(seed);
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + "; to repeat: -D" + SEED + "=" + seed, e);
        }
    }

    private void run(long seed) throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        write(new Random(seed), KEYS);
        for (int i = 1; i <= 2; i++) {
            Random random = new Random(seed + i);
            writers.add(CompletableFuture.runAsync(() -> {
                while (writing.get()) {
                    write(random, 1);
                }
            }));
        }
        Random random = new Random(seed + 3);
        Random faults = new Random(seed + 4);
        targetEngine.writes = () -> fate(faults);
        targetEngine.reads = () -> fate(faults);
        journalEngine.batches = () -> fate(faults);
        for (int i = 0; i < 6; i++) {
            copy(CopyOptions.online(journal).withPasses(1 + random.nextInt(3)));
            harness.advance(Duration.ofMillis(random.nextInt(300)));
        }
        writing.set(false);
        for (CompletableFuture<Void> writer : writers) {
            writer.get(30, TimeUnit.SECONDS);
        }
        // Half-way failures at rest too, and then none.
        copy(atRest().withPasses(2));
        targetEngine.works();
        journalEngine.works();
        CopyResult last = KVStores.copy(source, target, atRest());
        assertThat(last.converged()).as(last.toString()).isTrue();
        assertEqual();
    }

    private void copy(CopyOptions options) {
        try {
            KVStores.copy(source, target, options);
        } catch (KVUnavailableException e) {
            assertThat(e).as("wanted by the test").isNotNull();
        } catch (KVException e) {
            throw new AssertionError("Engines fail here as unavailable only, beside unknown outcomes", e);
        }
    }

    private static synchronized Fate fate(Random random) {
        int dice = random.nextInt(400);
        return dice == 0
                ? Fate.UNAVAILABLE
                : dice < 8 ? Fate.UNKNOWN_APPLIED : dice < 16 ? Fate.UNKNOWN_LOST : Fate.WORKS;
    }

    private void write(Random random, int times) {
        for (int i = 0; i < times; i++) {
            String key = "key" + random.nextInt(KEYS);
            byte[] value = new byte[random.nextInt(20)];
            random.nextBytes(value);
            switch (random.nextInt(4)) {
                case 0 -> source.delete(key);
                case 1 -> source.bytes().set(key, value, Duration.ofMillis(1 + random.nextInt(2_000)));
                case 2 -> source.bytes().put(key, value, PutOptions.ifPresent());
                default -> source.bytes().set(key, value);
            }
        }
    }
}
