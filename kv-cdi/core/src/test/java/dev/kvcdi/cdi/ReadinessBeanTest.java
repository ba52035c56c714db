package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.spi.EngineException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The readiness check as servers find and call it. */
class ReadinessBeanTest {

    @BeforeEach
    void offerHealth() {
        HealthCheckResponse.setResponseProvider(Responses::new);
    }

    @AfterEach
    void forget() {
        HealthCheckResponse.setResponseProvider(null);
        AppDriver.script = driver -> {};
    }

    @Dependent
    static class Client {
        @Inject
        KVStore texts;

        @Inject
        @Store("users")
        KVStore users;
    }

    @Test
    void check_storesThatAnswer_isUpWithEach() {
        try (var deployment =
                Deployment.unconfigured().andDriver(AppDriver.class).deploy(Client.class)) {
            HealthCheckResponse response = await().atMost(Duration.ofMinutes(1))
                    .until(() -> check(deployment), answer -> answer.getStatus() == Status.UP);

            assertThat(response.getName()).isEqualTo("kv-cdi");
            assertThat(response.getData().orElseThrow())
                    .containsEntry("application", "application")
                    .containsEntry("default.driver", "app")
                    .containsEntry("default.state", "ready")
                    .containsEntry("default.location", "scripted/default")
                    .containsEntry("users.state", "ready")
                    .doesNotContainKey("users.reason");
            assertThat(response.getData().orElseThrow().get("users.latency-micros"))
                    .isInstanceOf(Long.class);
        }
    }

    @Test
    void check_engineDown_isDownWithTheReasonUntilItIsBack() {
        AppDriver.script = driver -> driver.onConnect = () -> {
            throw new EngineException(EngineException.Kind.UNAVAILABLE, "Nobody listens at localhost:1.", null);
        };
        try (var deployment =
                Deployment.unconfigured().andDriver(AppDriver.class).deploy(Client.class)) {
            await().until(() -> "down".equals(data(deployment).get("users.state")));
            assertThat(check(deployment).getStatus()).isEqualTo(Status.DOWN);
            assertThat(data(deployment)).containsEntry("users.reason", "Nobody listens at localhost:1.");

            AppDriver.last().onConnect = () -> {};

            await().until(() -> check(deployment).getStatus() == Status.UP);
        }
    }

    @Test
    void check_oneStoreOfTwoDown_isDownAndTellsWhich() {
        AppDriver.script = driver -> driver.onOpen = store -> {
            if (store.equals("users")) {
                throw new EngineException(EngineException.Kind.ACCESS_DENIED, "Not for you.", null);
            }
        };
        try (var deployment =
                Deployment.unconfigured().andDriver(AppDriver.class).deploy(Client.class)) {
            await().until(() -> "down".equals(data(deployment).get("users.state")));

            assertThat(check(deployment).getStatus()).isEqualTo(Status.DOWN);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(data(deployment))
                            .containsEntry("default.state", "ready")
                            .containsEntry("users.reason", "Not for you."));
        }
    }

    @Test
    void check_observedServer_isNoOperationOfTheApplication() {
        try (var exported = Exported.all();
                var deployment = Deployment.unconfigured()
                        .andDriver(AppDriver.class)
                        .deploy(Client.class, Exported.Bean.class)) {
            await().until(() -> check(deployment).getStatus() == Status.UP);

            assertThat(exported.ofStores()).isEmpty();
            assertThat(exported.metric("db.client.operation.duration")).isEmpty();
        }
    }

    @Test
    void beans_ofAnApplicationWithStores_haveNoLivenessCheck() {
        try (var deployment = Deployment.withMemory().deploy(Client.class)) {
            assertThat(deployment
                            .container()
                            .select(HealthCheck.class, Liveness.Literal.INSTANCE)
                            .isUnsatisfied())
                    .isTrue();
        }
    }

    @Dependent
    static class Nothing {}

    @Test
    void beans_ofAnApplicationWithoutStores_haveNoCheck() {
        try (var deployment = Deployment.unconfigured().deploy(Nothing.class)) {
            assertThat(deployment
                            .container()
                            .select(HealthCheck.class, Readiness.Literal.INSTANCE)
                            .isUnsatisfied())
                    .isTrue();
        }
    }

    @Test
    void beans_ofAnApplicationThatOnlyListsStores_haveACheckOfItsOwnArchive() throws Exception {
        var loader = new SecondLoader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        System.setProperty("kv.driver", "memory");
        System.setProperty("kv.stores", "users");
        var extension = (Extension) loader.loadClass(KVExtension.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        Class<?> bean = loader.loadClass(Nothing.class.getName());
        try (var container = new Weld(UUID.randomUUID().toString())
                .disableDiscovery()
                .addExtensions(extension)
                .addBeanClasses(bean)
                .initialize()) {
            assertThat(container.getBeanManager().getBeans(HealthCheck.class, Readiness.Literal.INSTANCE))
                    .singleElement()
                    .extracting(Bean::getBeanClass)
                    .isEqualTo(bean);
        } finally {
            System.clearProperty("kv.driver");
            System.clearProperty("kv.stores");
            thread.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ","})
    void beans_ofAnApplicationWithABlankListOfStores_haveNoCheck(String list) {
        try (var deployment = Deployment.withMemory().and("kv.stores", list).deploy(Nothing.class)) {
            assertThat(deployment
                            .container()
                            .select(HealthCheck.class, Readiness.Literal.INSTANCE)
                            .isUnsatisfied())
                    .isTrue();
        }
    }

    @Test
    void health_notOffered_isFoundMissingAndMissedByNothing() throws Exception {
        var loader = new WithoutHealth();

        Class<?> server = loader.loadClass(Server.class.getName());
        var hasHealth = server.getDeclaredMethod("hasHealth");
        hasHealth.setAccessible(true);

        assertThat(hasHealth.invoke(null)).isEqualTo(false);
        // What containers look at when they register the extension.
        assertThat(loader.loadClass(KVExtension.class.getName()).getDeclaredMethods())
                .isNotEmpty();
    }

    private static HealthCheckResponse check(Deployment deployment) {
        return deployment
                .container()
                .select(HealthCheck.class, Readiness.Literal.INSTANCE)
                .get()
                .call();
    }

    private static Map<String, Object> data(Deployment deployment) {
        return check(deployment).getData().orElse(Map.of());
    }

    /** What servers implement. */
    private static final class Responses extends HealthCheckResponseBuilder {

        private final Map<String, Object> data = new LinkedHashMap<>();
        private String name = "";
        private boolean up;

        @Override
        public HealthCheckResponseBuilder name(String name) {
            this.name = name;
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, String value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, long value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, boolean value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder up() {
            return status(true);
        }

        @Override
        public HealthCheckResponseBuilder down() {
            return status(false);
        }

        @Override
        public HealthCheckResponseBuilder status(boolean up) {
            this.up = up;
            return this;
        }

        @Override
        public HealthCheckResponse build() {
            return new HealthCheckResponse(name, up ? Status.UP : Status.DOWN, Optional.of(data));
        }
    }

    /** Loads the extension where MicroProfile Health is not to be had. */
    private static final class WithoutHealth extends SecondLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.eclipse.microprofile.health.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
