package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work in the background that has a defect. */
class BackgroundTest {

    @TempDir
    Path root;

    private final AtomicBoolean defect = new AtomicBoolean(true);
    private final AtomicInteger times = new AtomicInteger();

    @Test
    void repeatedly_defect_isToldOnceUntilItWorksAgain() {
        try (Warnings warnings = new Warnings();
                OpenStore store = OpenStore.in(root)) {
            Database database = ((RocksDbEngine) store.engine).database();
            new Background(store.context, database).repeatedly(Duration.ofMillis(1), this::work);
            // Other work, which goes well.
            new Background(store.context, database).repeatedly(Duration.ofMillis(1), () -> {});

            awaitMore();
            assertThat(warnings.of("KVCDI1009")).singleElement().asString().contains(root.toString(), "the defect");
            defect.set(false);
            awaitMore();
            assertThat(warnings.of("KVCDI1009")).hasSize(1);
            defect.set(true);
            awaitMore();
            assertThat(warnings.of("KVCDI1009")).hasSize(2);
        }
    }

    private void work() {
        times.incrementAndGet();
        if (defect.get()) {
            throw new IllegalStateException("the defect");
        }
    }

    private void awaitMore() {
        int before = times.get();
        await().until(() -> times.get() > before + 20);
    }
}
