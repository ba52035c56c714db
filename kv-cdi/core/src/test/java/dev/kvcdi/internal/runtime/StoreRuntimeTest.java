package dev.kvcdi.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.internal.ScriptedDriver;
import dev.kvcdi.internal.engine.Engines;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The end of an application's stores. */
class StoreRuntimeTest {

    private final ScriptedDriver driver = new ScriptedDriver();

    @Test
    void close_whereAStepFails_closesTheEnginesAndTellsTheFirstFailure() {
        ClassLoader loader = getClass().getClassLoader();
        Threads threads = Threads.own(loader);
        var runtime = new StoreRuntime(
                InstantSource.system(),
                Duration.ofSeconds(5),
                loader,
                new Threads(threads.scheduler(), threads.listeners(), () -> {
                    threads.end().run();
                    throw new IllegalStateException("threads");
                }),
                new FailingTelemetry());
        runtime.store("default", name -> plan(name));
        await().until(() -> runtime.status().get(0).open());

        assertThatThrownBy(runtime::close)
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage("telemetry")
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class));

        assertThat(driver.closed).hasValue(1);
    }

    private StorePlan plan(String name) {
        Settings none = Settings.of(Map.of());
        return new StorePlan(
                driver,
                ConnectionConfig.of("test", Path.of("/"), none),
                StoreConfig.of(name, 1_000, none),
                "at the test",
                Set.of());
    }

    /** Cannot be closed, as where a class of OpenTelemetry is gone. */
    private static final class FailingTelemetry implements Telemetry {

        @Override
        public Backend around(StorePlan plan, Backend next) {
            return next;
        }

        @Override
        public void measure(KVDriver driver, Engines engines, Readiness readiness) {}

        @Override
        public void close() {
            throw new NoClassDefFoundError("telemetry");
        }
    }
}
