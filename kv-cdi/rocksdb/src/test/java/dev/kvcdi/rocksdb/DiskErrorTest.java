package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails to keep what it was given: strace makes the system call return an error. */
class DiskErrorTest {

    @TempDir
    Path root;

    @Test
    void write_diskError_isUnknownAndLaterOnesAreRefusedUntilReopened() {
        fail("fdatasync:error=EIO:when=100", OneSyncFails.class);
    }

    private void fail(String injection, Class<?> scenario) {
        String call = injection.substring(0, injection.indexOf(':'));
        List<String> strace =
                List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", "inject=" + injection);
        try (Forked forked = Forked.start(strace, scenario, root)) {
            forked.succeed();
        }
    }

    /** The hundredth time that a thread waits for the disk, it hears of an error. */
    static final class OneSyncFails {

        private OneSyncFails() {}

        public static void main(String[] arguments) {
            Path root = Path.of(arguments[0]);
            int written = 0;
            try (OpenStore store = OpenStore.in(root)) {
                EngineException failure = null;
                while (failure == null) {
                    int next = written;
                    failure = catchThrowableOfType(EngineException.class, () -> store.put("key" + next, "v"));
                    written += failure == null ? 1 : 0;
                }
                assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.OUTCOME_UNKNOWN);
                assertThat(failure).hasMessageContaining(root.toString());
                assertThat(store.context.reconnects())
                        .singleElement()
                        .extracting(EngineException::kind)
                        .isEqualTo(Kind.STORAGE);
                EngineException refusal = catchThrowableOfType(EngineException.class, () -> store.put("refused", "v"));
                assertThat(refusal.kind()).isEqualTo(Kind.STORAGE);
                assertThat(store.context.reconnects()).hasSize(1);
                hasAll(store, written);
            }
            try (OpenStore store = OpenStore.in(root)) {
                hasAll(store, written);
                assertThat(store.get("refused")).isEmpty();
                store.put("afterwards", "v");
            }
        }

        private static void hasAll(OpenStore store, int written) {
            assertThat(written).isPositive();
            for (int i = 0; i < written; i++) {
                assertThat(store.get("key" + i)).contains("v");
            }
        }
    }
}
