package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database whose work in the background cannot begin. */
class FailedStartTest {

    @TempDir
    Path root;

    @Test
    void connect_workCannotBegin_leavesNoneThatUsesTheDatabase() {
        try (Forked forked = Forked.start(List.of(), WorkCannotBegin.class, root)) {
            forked.succeed();
        }
    }

    /** Connects with a scheduler that takes some tasks, and runs these afterwards: on freed memory they would end the JVM. */
    static final class WorkCannotBegin {

        private WorkCannotBegin() {}

        public static void main(String[] arguments) {
            Path root = Path.of(arguments[0]);
            try (OpenStore store = OpenStore.in(root)) {
                store.put("key", "value", Duration.ofMillis(1));
            }
            for (int takes = 0; takes < 3; takes++) {
                try (BreakingContext context = new BreakingContext(takes)) {
                    assertThatThrownBy(() -> new RocksDbDriver()
                                    .connect(OpenStore.connection(root, Map.of("sync", false)), context))
                            .hasMessage("broken");
                    context.taken.forEach(Runnable::run);
                }
            }
            OpenStore.in(root).close();
        }
    }

    /** What the core offers, with a scheduler that breaks down. */
    private static final class BreakingContext implements DriverContext, AutoCloseable {

        private final List<Runnable> taken = new ArrayList<>();
        private final TestContext context = new TestContext();
        private final ScheduledThreadPoolExecutor scheduler;

        BreakingContext(int takes) {
            context.advance(Duration.ofMinutes(1));
            scheduler = new ScheduledThreadPoolExecutor(1) {
                @Override
                public ScheduledFuture<?> schedule(Runnable task, long pause, TimeUnit unit) {
                    if (taken.size() >= takes) {
                        throw new IllegalStateException("broken");
                    }
                    taken.add(task);
                    return super.schedule(() -> {}, 1, TimeUnit.HOURS);
                }
            };
        }

        @Override
        public InstantSource clock() {
            return context.clock();
        }

        @Override
        public ScheduledExecutorService scheduler() {
            return scheduler;
        }

        @Override
        public Duration timeout() {
            return context.timeout();
        }

        @Override
        public System.Logger logger() {
            return context.logger();
        }

        @Override
        public void reconnect(EngineException cause) {
            context.reconnect(cause);
        }

        @Override
        public void close() {
            scheduler.shutdownNow();
            context.close();
        }
    }
}
