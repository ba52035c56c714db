package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.internal.Latches;
import dev.kvcdi.internal.config.Configuration;
import dev.kvcdi.internal.config.Demand;
import dev.kvcdi.internal.config.Lookup;
import dev.kvcdi.internal.runtime.Readiness.Report;
import dev.kvcdi.internal.runtime.Telemetry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The stores of an application whose server takes its time. */
class StoresTest {

    @Test
    void reports_whileTheServerIsAskedForTelemetry_doNotWait() throws Exception {
        var asked = new CountDownLatch(1);
        var proceed = new CountDownLatch(1);
        var stores = new Stores(configuration(), new Codecs(), getClass().getClassLoader(), () -> {
            asked.countDown();
            Latches.awaitStubbornly(proceed);
            return Telemetry.NONE;
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<?> starting = threads.submit(stores::start);
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();

            Future<List<Report>> reports = threads.submit(stores::reports);

            await().until(reports::isDone);
            assertThat(reports.get()).isEmpty();
            proceed.countDown();
            starting.get(1, TimeUnit.MINUTES);
            assertThat(stores.reports()).hasSize(1);
        } finally {
            proceed.countDown();
            stores.close();
            threads.shutdownNow();
        }
    }

    private Configuration configuration() {
        return Configuration.read(new Configuration.Request(
                Lookup.of(Map.of("kv.driver", "memory"), "the test"),
                List.of(),
                getClass().getClassLoader(),
                Map.of("default", Demand.plain()),
                false,
                () -> "test",
                Path.of("/")));
    }
}
