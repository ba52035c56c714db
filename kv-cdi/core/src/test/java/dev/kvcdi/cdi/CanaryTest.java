package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.Watch;
import dev.kvcdi.spi.EngineException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing of a key or a value is exported, whatever is done and whatever fails. */
class CanaryTest {

    private static final String KEY = "canary-key";
    private static final String VALUE = "canary-value";

    private final Exported exported = Exported.all();

    @AfterEach
    void end() {
        exported.close();
        AppDriver.script = driver -> {};
    }

    @Dependent
    static class Client {
        @Inject
        KVStore store;
    }

    @Test
    void exported_everyOperationAndFailure_hasNoKeyAndNoValue() {
        try (var deployment = Deployment.with("kv.max-value-bytes", "1000")
                .andDriver(AppDriver.class)
                .deploy(Client.class, Exported.Bean.class)) {
            KVStore store = deployment.bean(KVStore.class);
            use(store);
            assertThatExceptionOfType(KVLimitException.class).isThrownBy(() -> store.set(KEY, VALUE.repeat(1_000)));
            AppDriver.last().onGet = () -> {
                throw new EngineException(
                        EngineException.Kind.STORAGE, "It is broken.", new IllegalStateException(KEY + VALUE));
            };
            assertThatExceptionOfType(KVException.class).isThrownBy(() -> store.get(KEY));
            AppDriver.last().onGet = () -> {
                throw new IllegalStateException(KEY + VALUE);
            };
            assertThatExceptionOfType(KVException.class).isThrownBy(() -> store.get(KEY));

            assertThat(exported.ofStores()).hasSizeGreaterThan(15);
            assertThat(exported.spans.getFinishedSpanItems().toString()).doesNotContain("canary");
            assertThat(exported.metrics.collectAllMetrics().toString())
                    .contains("db.client.operation.duration")
                    .doesNotContain("canary");
        }
    }

    private static void use(KVStore store) {
        var seen = new AtomicInteger();
        Watch watch = store.watch("canary", change -> seen.incrementAndGet());
        store.set(KEY, VALUE);
        await().until(() -> seen.get() > 0);
        watch.close();
        store.set(KEY, VALUE, Duration.ofMinutes(1));
        store.put(KEY, VALUE, PutOptions.ifAbsent());
        store.entry(KEY);
        store.exists(KEY);
        store.compute(KEY, before -> Optional.of(VALUE + "2"));
        store.setAll(Map.of(KEY, VALUE, KEY + 2, VALUE));
        store.getAll(List.of(KEY, KEY + 2));
        store.atomically(batch -> batch.set(KEY, VALUE).delete(KEY + 2));
        assertThat(store.keys("canary").toList()).hasSize(1);
        assertThat(store.entries("canary").toList()).hasSize(1);
        store.prefixed("canary").page("-", 1, null);
        store.delete(KEY, Version.of("canary"));
        store.deleteAll(List.of(KEY));
        store.delete(KEY);
    }
}
