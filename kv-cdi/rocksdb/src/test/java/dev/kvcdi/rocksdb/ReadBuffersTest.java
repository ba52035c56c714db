package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are read into arrays which others used before. */
class ReadBuffersTest {

    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @TempDir
    Path root;

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void take_twice_neverGivesOneArrayToTwo() {
        ReadBuffers buffers = new ReadBuffers();
        byte[] first = buffers.take();
        byte[] second = buffers.take();
        assertThat(second).isNotSameAs(first);
        buffers.give(first);
        assertThat(buffers.take()).isSameAs(first);
    }

    @Test
    void get_recordsAroundTheArraysLength_areWhole() {
        try (OpenStore store = OpenStore.in(root)) {
            for (int length = ReadBuffers.BYTES - 2 * Header.MAX_BYTES; length <= ReadBuffers.BYTES + 1; length++) {
                String value = "v".repeat(length);
                store.put("k", value);
                assertThat(store.get("k")).contains(value);
            }
            store.put("k", "");
            assertThat(store.get("k")).contains("");
        }
    }

    @Test
    void get_byManyThreadsAtOnce_isWhatWasWritten() {
        long seed = new Random().nextLong();
        try (OpenStore store = OpenStore.in(root, Map.of("sync", false))) {
            List<Future<?>> readers = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                String key = "k" + t;
                Random random = new Random(seed + t);
                readers.add(threads.submit(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        String value =
                                key + ":" + Character.toString('a' + i % 26).repeat(random.nextInt(20_000));
                        store.put(key, value);
                        assertThat(store.get(key)).contains(value);
                        assertThat(store.get("absent" + key)).isEmpty();
                    }
                }));
            }
            for (Future<?> reader : readers) {
                assertThat(reader).as("seed %d", seed).succeedsWithin(Duration.ofMinutes(2));
            }
        }
    }
}
