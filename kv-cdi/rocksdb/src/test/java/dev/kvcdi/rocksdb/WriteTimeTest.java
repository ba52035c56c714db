package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long writes wait for others. */
class WriteTimeTest {

    @TempDir
    Path root;

    @Test
    void writes_ofCallsThatWaitedBefore_waitNoLongerThanIsLeft() throws Exception {
        try (OpenStore store = OpenStore.in(root, Map.of(), new TestContext(Duration.ofMinutes(5)))) {
            store.context.leave(Duration.ofMillis(20));
            StripedLocks.Held held = store.hold("key");
            try {
                for (Runnable write : List.<Runnable>of(() -> store.put("key", "value"), () -> store.delete("key"))) {
                    EngineException e = CompletableFuture.supplyAsync(
                                    () -> catchThrowableOfType(EngineException.class, write::run))
                            .get(1, TimeUnit.MINUTES);
                    assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
                }
            } finally {
                held.release();
            }
        }
    }
}
