package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVStore;
import dev.kvcdi.internal.CoreLog;
import dev.kvcdi.internal.MemoryHarness;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where nothing is to be observed nothing is in the way of operations, and where observing fails they do not. */
class UnobservedTest {

    private static final String LAYER = "dev.kvcdi.internal.telemetry.";

    private final List<String> frames = new ArrayList<>();

    @BeforeEach
    void look() {
        AppDriver.script = driver -> driver.onGet =
                () -> Stream.of(new Throwable().getStackTrace()).forEach(frame -> frames.add(frame.getClassName()));
    }

    @AfterEach
    void end() {
        AppDriver.script = driver -> {};
    }

    @Dependent
    public static class Client {
        @Inject
        KVStore store;

        /** Called by reflection, since another class loader may have loaded this. */
        public String round() {
            store.set("key", "value");
            return store.get("key").orElseThrow();
        }
    }

    @Test
    void layer_serverWithOpenTelemetry_isInTheStack() {
        try (var exported = Exported.all();
                var deployment = deployment(Map.of(), Exported.Bean.class)) {
            assertThat(exported.ofStores()).isEmpty();
            deployment.bean(KVStore.class).get("a");
        }
        assertThat(frames).anyMatch(frame -> frame.startsWith(LAYER));
    }

    @Test
    void layer_serverWithoutOpenTelemetryBean_isNotInTheStack() {
        try (var deployment = deployment(Map.of())) {
            deployment.bean(KVStore.class).get("a");
        }
        assertUnobserved();
    }

    @Test
    void layer_sdkSwitchedOff_isNotInTheStack() {
        Exported.offer(OpenTelemetry.noop());
        try (var deployment = deployment(Map.of(), Exported.Bean.class)) {
            deployment.bean(KVStore.class).get("a");
        }
        assertUnobserved();
    }

    @Test
    void layer_switchedOffByConfiguration_isNotInTheStack() {
        try (var exported = Exported.all();
                var deployment = deployment(Map.of("kv.telemetry", "false"), Exported.Bean.class)) {
            deployment.bean(KVStore.class).get("a");

            assertThat(exported.ofStores()).isEmpty();
            assertThat(exported.metrics.collectAllMetrics()).isEmpty();
        }
        assertUnobserved();
    }

    @Test
    void classPath_withoutOpenTelemetry_servesStores() throws Exception {
        var loader = new WithoutOpenTelemetry();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        System.setProperty("kv.driver", "memory");
        var extension = (Extension) loader.loadClass(KVExtension.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        Class<?> client = loader.loadClass(Client.class.getName());
        try (var container = new Weld(UUID.randomUUID().toString())
                .disableDiscovery()
                .addExtensions(extension)
                .addBeanClasses(client)
                .initialize()) {
            Object bean = container.select(client).get();

            assertThat(client.getMethod("round").invoke(bean)).isEqualTo("value");
        } finally {
            System.clearProperty("kv.driver");
            thread.setContextClassLoader(before);
        }
        assertThat(loader.asked).as("the look-up was made").isNotEmpty();
    }

    @Test
    void observing_thatFails_failsNobodyAndIsToldOnce() {
        Exported.offer(new Broken());
        try (var log = CoreLog.start();
                var deployment = deployment(Map.of(), Exported.Bean.class)) {
            deployment.bean(KVStore.class).set("a", "1");

            assertThat(deployment.bean(KVStore.class).get("a")).contains("1");
            assertThat(log.messages())
                    .filteredOn(line -> line.contains("OpenTelemetry failed"))
                    .hasSize(1);
        }
    }

    private void assertUnobserved() {
        assertThat(frames).contains(MemoryHarness.class.getPackageName() + ".engine.GatedStore");
        assertThat(frames).noneMatch(frame -> frame.startsWith(LAYER));
    }

    private static Deployment deployment(Map<String, String> configuration, Class<?>... more) {
        var builder = Deployment.unconfigured().andDriver(AppDriver.class);
        configuration.forEach(builder::and);
        var beans = new ArrayList<Class<?>>(List.of(more));
        beans.add(Client.class);
        return builder.deploy(beans.toArray(Class<?>[]::new));
    }

    /** Loads the library where OpenTelemetry is not to be had. */
    private static final class WithoutOpenTelemetry extends SecondLoader {

        private final List<String> asked = new ArrayList<>();

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.opentelemetry.")) {
                asked.add(name);
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    /** An OpenTelemetry whose tracers make no spans. */
    private static final class Broken implements OpenTelemetry {

        @Override
        public TracerProvider getTracerProvider() {
            return new TracerProvider() {
                @Override
                public Tracer get(String scope) {
                    return name -> {
                        throw new IllegalStateException("No spans today");
                    };
                }

                @Override
                public Tracer get(String scope, String version) {
                    return get(scope);
                }
            };
        }

        @Override
        public ContextPropagators getPropagators() {
            return ContextPropagators.noop();
        }
    }
}
