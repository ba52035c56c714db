package dev.kvcdi.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.ScriptedDriver;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.StoreConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps a store from being planned: what its driver lacks, and where its entries would be; with the keys that led there. */
class PlannerTest extends ConfigurationCase {

    @Test
    void capability_thatTheDriverNeverHas_isAProblem() {
        driver.mayHave = EnumSet.of(Capability.WATCH);
        demands.put("orders", new Demand(Set.of(Capability.WATCH, Capability.ATOMIC_BATCHES), List.of("Orders.store")));

        assertProblem("""
                KVCDI0111: The store 'orders' requires [ATOMIC_BATCHES] (at Orders.store), which the driver 'scripted' never has
                    property:    kv.store.orders.driver
                    environment: KV_STORE_ORDERS_DRIVER
                    value:       not set; 'scripted' is the only one that need not be chosen
                    action:      Choose a driver that has it: memory, or do not require it at @Store(requires = …)""");
    }

    @Test
    void capability_thatTheDriverOfAllStoresNeverHas_isAProblemOfTheKeyThatChoseIt() {
        driver.mayHave = EnumSet.of(Capability.WATCH);
        values.put("kv.driver", "scripted");
        demands.put("orders", new Demand(Set.of(Capability.ATOMIC_BATCHES), List.of("Orders.store")));

        assertProblem("""
                KVCDI0111: The store 'orders' requires [ATOMIC_BATCHES] (at Orders.store), which the driver 'scripted' never has
                    property:    kv.driver
                    environment: KV_DRIVER
                    value:       'scripted', from the test
                    action:      Choose a driver that has it: memory (for this store alone by kv.store.orders.driver, KV_STORE_ORDERS_DRIVER), or do not require it at @Store(requires = …)""");
    }

    @Test
    void capability_thatTheStoresOwnDriverNeverHas_isAProblemOfTheStoresKey() {
        driver.mayHave = EnumSet.of(Capability.WATCH);
        values.put("kv.driver", "memory");
        values.put("kv.store.orders.driver", "scripted");
        demands.put("orders", new Demand(Set.of(Capability.ATOMIC_BATCHES), List.of("Orders.store")));

        assertProblem("""
                KVCDI0111: The store 'orders' requires [ATOMIC_BATCHES] (at Orders.store), which the driver 'scripted' never has
                    property:    kv.store.orders.driver
                    environment: KV_STORE_ORDERS_DRIVER
                    value:       'scripted', from the test
                    action:      Choose a driver that has it: memory, or do not require it at @Store(requires = …)""");
    }

    @Test
    void stores_inOnePlace_areAProblem() {
        driver.place = "shared";
        driver.keys = List.of(text("bucket"));
        var fixed = new ScriptedDriver() {
            @Override
            public String place(ConnectionConfig connection, StoreConfig store) {
                return "bucket-1";
            }
        };
        drivers.set(0, fixed);
        demand("a");
        demand("b");

        assertProblem("""
                KVCDI0112: The stores 'a' and 'b' are kept in one place: scripted, bucket-1
                    action:      Give one of them a place of its own, by a key kv.store.b.scripted.… (KV_STORE_B_SCRIPTED_…) or kv.store.a.scripted.… (KV_STORE_A_SCRIPTED_…), or use one store with prefixed(…)""");
    }

    @Test
    void stores_sentToOnePlace_areAProblemOfTheKeysThatDidSo() {
        driver.keys = List.of(ConfigKey.store("bucket", ConfigKey.Type.TEXT, ""), text("server"), text("user"));
        drivers.set(0, new ScriptedDriver() {
            {
                keys = driver.keys;
            }

            @Override
            public String place(ConnectionConfig connection, StoreConfig store) {
                return "bucket " + store.settings().find("bucket", String.class).orElse(store.name());
            }
        });
        values.put("kv.scripted.server", "host");
        values.put("kv.store.b.scripted.bucket", "a");
        demand("a");
        demand("b");

        assertProblem("""
                KVCDI0112: The stores 'a' and 'b' are kept in one place: scripted, bucket a
                    property:    kv.store.b.scripted.bucket
                    environment: KV_STORE_B_SCRIPTED_BUCKET
                    value:       'a', from the test
                    action:      Give one of them a place of its own, by a key kv.store.b.scripted.… (KV_STORE_B_SCRIPTED_…) or kv.store.a.scripted.… (KV_STORE_A_SCRIPTED_…), or use one store with prefixed(…)""");
    }

    @Test
    void stores_withOneFolderAndDifferentSettings_areAProblem() {
        driver.keys = List.of(ConfigKey.connection("sync", ConfigKey.Type.BOOLEAN, "Whether."));
        drivers.set(0, new ScriptedDriver() {
            @Override
            public List<ConfigKey> configKeys() {
                return driver.keys;
            }

            @Override
            public String place(ConnectionConfig connection, StoreConfig store) {
                return "folder, " + store.name();
            }

            @Override
            public Optional<String> exclusive(ConnectionConfig connection) {
                return Optional.of("folder");
            }
        });
        demand("a");
        demand("b");
        assertThat(read().problems()).isEmpty();

        values.put("kv.store.b.scripted.sync", "false");

        assertProblem("""
                KVCDI0112: The stores 'a' and 'b' are kept in one place: scripted, folder, with different settings
                    property:    kv.store.b.scripted.sync
                    environment: KV_STORE_B_SCRIPTED_SYNC
                    value:       'false', from the test
                    action:      Give one of them a place of its own, by a key kv.store.b.scripted.… (KV_STORE_B_SCRIPTED_…) or kv.store.a.scripted.… (KV_STORE_A_SCRIPTED_…), or give both the same settings of the driver""");
    }

    @Test
    void place_thatFails_isOneProblemOfAllStoresWithThatReason() {
        drivers.set(0, new ScriptedDriver() {
            @Override
            public String place(ConnectionConfig connection, StoreConfig store) {
                throw new IllegalArgumentException("no region");
            }
        });
        demand("default");
        demand("persons");

        assertProblem("""
                KVCDI0107: The driver 'scripted' cannot tell where it keeps 'default', 'persons': no region
                    action:      Correct the driver's configuration keys kv.scripted.… (KV_SCRIPTED_…), or those of one store, kv.store.default.scripted.… (KV_STORE_DEFAULT_SCRIPTED_…)""");
    }

    @Test
    void place_thatFails_isAProblemOfTheKeysThatAreSet_withoutSecrets() {
        drivers.set(0, new ScriptedDriver() {
            {
                keys = List.of(
                        text("region"), text("token").asSecret(), text("other").asSecret(), text("unset"));
            }

            @Override
            public String place(ConnectionConfig connection, StoreConfig store) {
                throw new IllegalArgumentException("no such region");
            }
        });
        values.put("kv.scripted.region", "here");
        values.put("kv.scripted.token", "hush");
        values.put("kv.store.persons.scripted.region", "there");
        demand("default");
        demand("persons");

        assertProblem("""
                KVCDI0107: The driver 'scripted' cannot tell where it keeps 'default', 'persons': no such region
                    property:    kv.scripted.region
                    environment: KV_SCRIPTED_REGION
                    value:       'here', from the test
                    property:    kv.scripted.token
                    environment: KV_SCRIPTED_TOKEN
                    value:       (secret), from the test
                    property:    kv.store.persons.scripted.region
                    environment: KV_STORE_PERSONS_SCRIPTED_REGION
                    value:       'there', from the test
                    action:      Correct the driver's configuration keys kv.scripted.… (KV_SCRIPTED_…), or those of one store, kv.store.default.scripted.… (KV_STORE_DEFAULT_SCRIPTED_…)""");
    }

    @Test
    void place_thatCannotBeKnownForAWrongValue_isNoProblemOfItsOwn() {
        drivers.set(0, new ScriptedDriver() {
            {
                keys = List.of(
                        ConfigKey.connection("size", ConfigKey.Type.INTEGER, "").withDefault("1"));
            }

            @Override
            public String place(ConnectionConfig connection, StoreConfig store) {
                return Long.toString(connection.settings().number("size"));
            }
        });
        values.put("kv.scripted.size", "many");
        demand("default");
        demand("persons");

        assertThat(read().problems()).singleElement().asString().startsWith("KVCDI0118");
    }
}
