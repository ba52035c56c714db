package dev.kvcdi.se;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVConfigurationException;
import dev.kvcdi.KVStore;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.internal.Latches;
import dev.kvcdi.internal.ScriptedDriver;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KVRuntimeTest {

    @Test
    void store_anyLegalName_isUsable() {
        try (KVRuntime runtime = memory().start()) {
            KVStore persons = runtime.store("persons");
            persons.set("1", "Ada");
            runtime.store("default").set("1", "other");

            assertThat(persons.get("1")).contains("Ada");
            assertThat(runtime.store("persons")).isSameAs(persons);
        }
    }

    @Test
    void store_illegalName_isRefusedWithTheRule() {
        try (KVRuntime runtime = memory().start()) {
            assertThatThrownBy(() -> runtime.store("Persons"))
                    .isInstanceOf(KVConfigurationException.class)
                    .hasMessageContaining("'Persons' is no name for a store");
        }
    }

    @Test
    void store_inThePlaceOfAnother_isRefusedEachTime() {
        KVDriver narrow = new ScriptedDriver() {
            @Override
            public String place(ConnectionConfig connection, StoreConfig store) {
                return "the only place";
            }
        };
        try (KVRuntime runtime = KVRuntime.builder()
                .driver(narrow)
                .property("kv.driver", "scripted")
                .start()) {
            runtime.store("a").set("key", "value");

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> runtime.store("b"))
                        .isInstanceOf(KVConfigurationException.class)
                        .hasMessageContaining("The stores 'a' and 'b' are kept in one place");
            }
        }
    }

    @Test
    void start_twoRuntimes_shareNothing() {
        try (KVRuntime one = memory().start();
                KVRuntime two = memory().start()) {
            one.store("default").set("key", "one");

            assertThat(two.store("default").get("key")).isEmpty();
        }
    }

    @Test
    void close_laterCalls_areRefused() {
        KVRuntime runtime = memory().start();
        KVStore used = runtime.store("default");
        used.set("key", "value");
        runtime.close();
        runtime.close();

        assertThatThrownBy(() -> used.get("key")).isInstanceOf(KVClosedException.class);
        assertThatThrownBy(() -> runtime.store("new").get("key")).isInstanceOf(KVClosedException.class);
    }

    @Test
    void close_callOnItsWay_readsItsJson() throws Exception {
        ScriptedDriver driver = new ScriptedDriver();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(2);
        KVRuntime runtime = KVRuntime.builder()
                .driver(driver)
                .property("kv.driver", "scripted")
                .start();
        try {
            TypedKVStore<Integer> numbers = runtime.store("default").json(Integer.class);
            numbers.set("key", 1);
            driver.onGet = () -> {
                inside.countDown();
                Latches.awaitStubbornly(leave);
            };
            Future<Optional<Integer>> call = callers.submit(() -> numbers.get("key"));
            inside.await();

            Future<?> closing = callers.submit(runtime::close);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> numbers.exists("other")).isInstanceOf(KVClosedException.class));
            leave.countDown();

            assertThat(call.get()).contains(1);
            assertThat(closing.get()).isNull();
        } finally {
            leave.countDown();
            callers.shutdownNow();
        }
    }

    @Test
    void start_systemPropertyOfAServer_isNotLookedAt() {
        AtomicReference<Path> seen = new AtomicReference<>();
        KVDriver embedded = new ScriptedDriver() {
            @Override
            public String place(ConnectionConfig connection, StoreConfig store) {
                seen.set(connection.dataFolder());
                return super.place(connection, store);
            }
        };
        System.setProperty("catalina.base", "/a/server");
        try (KVRuntime runtime = KVRuntime.builder()
                .driver(embedded)
                .property("kv.driver", "scripted")
                .start()) {
            assertThat(runtime.store("default")).isNotNull();
            assertThat(seen).hasValue(Path.of("kv").toAbsolutePath());
        } finally {
            System.clearProperty("catalina.base");
        }
    }

    @Test
    void start_wrongConfiguration_failsWithAllProblems() {
        assertThatThrownBy(() -> KVRuntime.builder()
                        .property("kv.timeout", "5")
                        .property("kv.stores", "Orders")
                        .start())
                .isInstanceOf(KVConfigurationException.class)
                .hasMessageStartingWith("KVCDI0100: 2 problems")
                .hasMessageContaining("kv.timeout")
                .hasMessageContaining("'Orders'");
    }

    @Test
    void withNative_memory_lendsTheMap() {
        try (KVRuntime runtime = memory().start()) {
            runtime.store("default").set("key", "value");

            int size = runtime.store("default").withNative(NavigableMap.class, map -> map.size());

            assertThat(size).isEqualTo(1);
        }
    }

    private static KVRuntime.Builder memory() {
        return KVRuntime.builder().property("kv.driver", "memory");
    }
}
