package dev.kvcdi.rocksdb;

import static dev.kvcdi.rocksdb.OpenStore.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Condition;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that does not answer for a long time: strace holds the system call up. */
class HungDiskTest {

    @TempDir
    Path root;

    @Test
    void calls_diskHangs_endInTimeButTheOneThatTheDiskHas() {
        List<String> strace = List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=fdatasync",
                "-e",
                "inject=fdatasync:delay_enter=40000000:when=60");
        try (Forked forked = Forked.start(strace, OneSyncHangs.class, root)) {
            forked.succeed();
        }
    }

    /** The sixtieth time that the writer waits for the disk, it waits for long. */
    static final class OneSyncHangs {

        private OneSyncHangs() {}

        public static void main(String[] arguments) {
            Path root = Path.of(arguments[0]);
            AtomicInteger written = new AtomicInteger();
            AtomicBoolean enough = new AtomicBoolean();
            try (OpenStore store = OpenStore.in(root, Map.of(), new TestContext(Duration.ofSeconds(4)))) {
                CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                    while (!enough.get()) {
                        store.put("key" + written.get(), "v");
                        written.incrementAndGet();
                    }
                });
                AtomicInteger before = new AtomicInteger(-1);
                // Beside a writer that goes on, this write might be the one that the disk holds up.
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> before.getAndSet(written.get()) == written.get()
                                && timesOut(() -> store.put("other", "v")));

                int hung = written.get();
                assertThat(timesOut(() -> store.put("key" + hung, "another")))
                        .as("a write of the key that the disk has")
                        .isTrue();
                assertThat(timesOut(() -> putAll(store, "batch", "key" + hung))).isTrue();
                assertThat(store.get("key0")).contains("v");
                assertThat(store.keys("key", 1_000)).contains("key0", "key" + (hung - 1));
                assertThat(writer).as("the write that the disk has").isNotDone();
                assertThat(written).hasValue(hung);

                enough.set(true);
                writer.join();
                assertThat(written).hasValue(hung + 1);
                assertThat(store.get("key" + hung)).contains("v");
                assertThat(store.get("batch")).as("a write that timed out").isEmpty();
                assertThat(store.context.reconnects()).isEmpty();
                store.put("batch", "v");
            }
        }

        private static void putAll(OpenStore store, String... keys) {
            store.backend
                    .facet(BatchFacet.class)
                    .orElseThrow()
                    .putAll(List.of(keys).stream()
                            .map(key -> PutRequest.of(key(key), new byte[1], StoredEntry.NEVER, Condition.none()))
                            .toList());
        }

        private static boolean timesOut(Runnable write) {
            EngineException failure = catchThrowableOfType(EngineException.class, write::run);
            if (failure != null) {
                assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.TIMEOUT);
            }
            return failure != null;
        }
    }
}
