package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Capability;
import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Store;
import dev.kvcdi.internal.CoreLog;
import dev.kvcdi.spi.EngineException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stores from the start of an application to its end, on a driver that the application brings along. */
class LifeCycleTest {

    @AfterEach
    void forgetScript() {
        AppDriver.script = driver -> {};
    }

    @Dependent
    static class Client {
        @Inject
        KVStore store;
    }

    @Test
    void driver_ofTheApplication_isInjectedLikeOurs() {
        try (var deployment =
                Deployment.unconfigured().andDriver(AppDriver.class).deploy(Client.class)) {
            KVStore store = deployment.bean(Client.class).store;
            store.set("key", "value");

            assertThat(store.get("key")).contains("value");
            assertThat(AppDriver.last().opened).hasValue(1);
        }
    }

    @Test
    void start_withoutAnyCall_opensTheStores() {
        try (var log = CoreLog.start();
                var deployment =
                        Deployment.unconfigured().andDriver(AppDriver.class).deploy(Client.class)) {
            await().until(() -> AppDriver.last().opened.get() == 1);
            await().until(() -> log.messages(Level.INFO).size() == 2);
            assertThat(log.messages(Level.INFO))
                    .last()
                    .isEqualTo(
                            "KVCDI0001: Store 'default' (app) is open at scripted/default, by a driver whose jar"
                                    + " tells no version, with [CONDITIONAL_WRITES, ATOMIC_BATCHES, WATCH, ORDERED, PERSISTENT]");
            assertThat(deployment.container().isRunning()).isTrue();
        }
    }

    @Test
    void start_engineDown_deploysAndHeals() {
        AppDriver.script = driver -> driver.onConnect = () -> {
            throw new EngineException(EngineException.Kind.UNAVAILABLE, "nobody listens at localhost:1.", null);
        };
        try (var deployment =
                Deployment.unconfigured().andDriver(AppDriver.class).deploy(Client.class)) {
            KVStore store = deployment.bean(Client.class).store;

            assertThatThrownBy(() -> store.get("key"))
                    .isInstanceOf(KVUnavailableException.class)
                    .hasMessage(
                            "KVCDI0201: Store 'default' (app), get: nobody listens at localhost:1. Calls work again as soon as the"
                                    + " engine does.");
            AppDriver.last().onConnect = () -> {};

            await().ignoreExceptions().until(() -> store.get("key").isEmpty());
        }
    }

    @Test
    void start_engineHangs_deploysAtOnce() {
        var proceed = new CountDownLatch(1);
        AppDriver.script = driver -> driver.onConnect = () -> {
            try {
                proceed.await();
            } catch (InterruptedException e) {
                throw new EngineException(EngineException.Kind.UNAVAILABLE, "interrupted", e);
            }
        };
        try (var deployment =
                Deployment.with("kv.timeout", "50ms").andDriver(AppDriver.class).deploy(Client.class)) {
            KVStore store = deployment.bean(Client.class).store;

            assertThatThrownBy(() -> store.get("key")).isInstanceOf(KVUnavailableException.class);
            proceed.countDown();

            await().ignoreExceptions().until(() -> store.get("key").isEmpty());
        }
    }

    @Dependent
    static class Demanding {
        @Inject
        @Store(requires = Capability.CONDITIONAL_WRITES)
        KVStore store;
    }

    @Test
    void requires_missingOnConnecting_failsThoseCallsOnly() {
        AppDriver.script = driver -> driver.has = EnumSet.noneOf(Capability.class);
        try (var log = CoreLog.start();
                var deployment =
                        Deployment.unconfigured().andDriver(AppDriver.class).deploy(Demanding.class)) {
            KVStore store = deployment.bean(Demanding.class).store;
            store.set("key", "value");

            assertThatThrownBy(() -> store.put("key", "other", PutOptions.ifAbsent()))
                    .isInstanceOf(KVUnsupportedException.class);
            // The store is in use as soon as it is open, which is before that is written down.
            await().untilAsserted(
                            () -> assertThat(log.messages(Level.WARNING))
                                    .singleElement()
                                    .asString()
                                    .startsWith(
                                            "KVCDI0005: Store 'default' (app) lacks [CONDITIONAL_WRITES], which the application requires."));
        }
    }

    @ApplicationScoped
    static class Starter {
        @Inject
        KVStore store;

        void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
            store.set("started", "yes");
        }
    }

    @Test
    void call_whileStarting_works() {
        try (var deployment =
                Deployment.unconfigured().andDriver(AppDriver.class).deploy(Starter.class)) {
            assertThat(deployment.store("default").get("started")).contains("yes");
        }
    }

    @ApplicationScoped
    static class Ender {
        static final AtomicReference<String> SEEN = new AtomicReference<>();
        static final AtomicReference<KVStore> KEPT = new AtomicReference<>();

        @Inject
        KVStore store;

        void touch() {
            store.set("key", "value");
            KEPT.set(store);
        }

        @PreDestroy
        void end() {
            SEEN.set(store.get("key").orElse("nothing"));
        }
    }

    @Test
    void stop_closesAfterPreDestroy() {
        var deployment = Deployment.unconfigured().andDriver(AppDriver.class).deploy(Ender.class);
        deployment.bean(Ender.class).touch();
        KVStore behindProxy = deployment.store("default").prefixed("");
        AppDriver driver = AppDriver.last();

        deployment.close();

        assertThat(Ender.SEEN).hasValue("value");
        assertThat(driver.closed).hasValue(1);
        assertThat(driver.crashes).hasValue(0);
        assertThatThrownBy(() -> behindProxy.get("key")).isInstanceOf(KVClosedException.class);
    }

    @Test
    void deployments_atOneTime_shareNothing() {
        try (var one = Deployment.withMemory().deploy(Client.class);
                var two = Deployment.withMemory().deploy(Client.class)) {
            one.bean(Client.class).store.set("key", "one");

            assertThat(two.bean(Client.class).store.get("key")).isEmpty();
        }
    }

    @Dependent
    static class Nothing {}

    @Test
    void start_nothingInjected_opensNothing() {
        try (var deployment = Deployment.unconfigured()
                .and("kv.some.key", "of somebody else")
                .andDriver(AppDriver.class)
                .deploy(Nothing.class)) {
            assertThat(deployment.container().isRunning()).isTrue();
        }
    }
}
