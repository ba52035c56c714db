package dev.kvcdi.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.KVConfigurationException;
import dev.kvcdi.spi.ConfigKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the configuration means, and each mistake with the words that name it. */
class ConfigurationTest extends ConfigurationCase {

    @Test
    void driver_onlyOnePresent_needsNoChoice() {
        demand("default");

        assertThat(plan("default").driver()).isSameAs(driver);
    }

    @Test
    void driver_nonePresent_isAProblem() {
        drivers.clear();
        demand("default");

        assertProblem("""
                KVCDI0110: No driver is present but 'memory', which must be chosen
                    property:    kv.driver
                    environment: KV_DRIVER
                    value:       not set
                    action:      Add a driver's jar to the application, such as dev.kvcdi:kv-cdi-rocksdb, or choose 'memory' if all entries may be lost when the application stops""");
    }

    @Test
    void driver_severalPresentAndNoneChosen_isAProblem() {
        drivers.add(named("other"));
        demand("default");

        assertProblem("""
                KVCDI0109: Several drivers are present, and none is chosen: other, scripted
                    property:    kv.driver
                    environment: KV_DRIVER
                    value:       not set
                    action:      Choose one of them, or keep only one driver's jar in the application""");
    }

    @Test
    void driver_unknown_isAProblemThatListsThosePresent() {
        values.put("kv.store.orders.driver", "rocksbd");
        demand("orders");

        assertProblem("""
                KVCDI0108: There is no driver named 'rocksbd' in the application
                    property:    kv.store.orders.driver
                    environment: KV_STORE_ORDERS_DRIVER
                    value:       'rocksbd', from the test
                    action:      Choose one that is present (memory, scripted), or add the driver's jar to the application""");
    }

    @Test
    void driver_ofOneStore_overridesThatOfAll() {
        values.put("kv.driver", "scripted");
        values.put("kv.store.orders.driver", "memory");
        demand("orders");
        demand("default");

        assertThat(plan("orders").driver().name()).isEqualTo("memory");
        assertThat(plan("default").driver().name()).isEqualTo("scripted");
    }

    @Test
    void driver_ofAnotherVersion_isAProblem() {
        driver.spiVersion = 7;
        demand("default");

        assertThat(read().problems())
                .singleElement()
                .asString()
                .startsWith("KVCDI0102: The driver dev.kvcdi.internal.ScriptedDriver (")
                .contains("is made for version 7 of the driver interface, and this kv-cdi has version 1")
                .endsWith("action:      Use a driver's jar and a kv-cdi jar of the same release");
    }

    @Test
    void driver_reservedName_isAProblem() {
        driver.name = "store";
        demand("default");

        assertThat(read().problems())
                .singleElement()
                .asString()
                .startsWith(
                        "KVCDI0103: The driver dev.kvcdi.internal.ScriptedDriver has the name 'store', which drivers must not have");
    }

    @Test
    void driver_twoOfOneName_isAProblem() {
        drivers.add(named("scripted"));
        demand("default");

        assertThat(read().problems())
                .singleElement()
                .asString()
                .startsWith("KVCDI0104: Two drivers have the name 'scripted': ")
                .endsWith("action:      Keep one of the two jars");
    }

    @Test
    void driver_keyDeclaredTwice_isAProblem() {
        driver.keys = List.of(text("path"), text("path"));
        demand("default");

        assertThat(read().problems())
                .singleElement()
                .asString()
                .startsWith(
                        "KVCDI0105: The driver 'scripted' declares the configuration key 'path', which is misspelt or declared twice");
    }

    @Test
    void stores_listed_areAddedToThoseDemanded() {
        values.put("kv.stores", "orders, order-items,,");
        demand("default");

        assertThat(read().stores()).containsExactlyInAnyOrder("default", "orders", "order-items");
    }

    @Test
    void stores_illegalNames_areProblems() {
        values.put("kv.stores", "Orders");
        demands.put("order_items", new Demand(Set.of(), List.of("Orders.items")));

        String rule =
                "Use 1 to 63 characters: lower-case words of letters and digits joined by single hyphens, beginning with a"
                        + " letter, such as order-items";
        assertThat(read().problems())
                .containsExactly(
                        "KVCDI0106: 'Orders' is no name for a store (at kv.stores)"
                                + "\n    property:    kv.stores\n    environment: KV_STORES"
                                + "\n    value:       'Orders', from the test\n    action:      " + rule,
                        "KVCDI0106: 'order_items' is no name for a store (at Orders.items)\n    action:      " + rule);
    }

    @Test
    void connectionKey_atDriverLevel_isSharedAndOverriddenByOneStore() {
        driver.keys =
                List.of(ConfigKey.connection("server", ConfigKey.Type.TEXT, "").withDefault("localhost"));
        values.put("kv.scripted.server", "all");
        values.put("kv.store.b.scripted.server", "b");
        demand("a");
        demand("b");
        demand("c");

        assertThat(plan("a").connection().settings().text("server")).isEqualTo("all");
        assertThat(plan("b").connection().settings().text("server")).isEqualTo("b");
        assertThat(plan("a").connection())
                .isEqualTo(plan("c").connection())
                .isNotEqualTo(plan("b").connection());
    }

    @Test
    void storeKey_atDriverLevel_meansTheDefaultStoreOnly() {
        driver.keys = List.of(ConfigKey.store("bucket", ConfigKey.Type.TEXT, ""));
        values.put("kv.scripted.bucket", "mine");
        values.put("kv.store.b.scripted.bucket", "theirs");
        demand("default");
        demand("a");
        demand("b");

        assertThat(plan("default").config().settings().find("bucket", String.class))
                .contains("mine");
        assertThat(plan("a").config().settings().find("bucket", String.class)).isEmpty();
        assertThat(plan("b").config().settings().find("bucket", String.class)).contains("theirs");
    }

    @Test
    void settings_eachType_areConverted() {
        driver.keys = List.of(
                key("text", ConfigKey.Type.TEXT),
                key("boolean", ConfigKey.Type.BOOLEAN),
                key("integer", ConfigKey.Type.INTEGER),
                key("size", ConfigKey.Type.SIZE),
                key("duration", ConfigKey.Type.DURATION),
                key("path", ConfigKey.Type.PATH),
                key("defaulted", ConfigKey.Type.SIZE).withDefault("64MB"));
        values.put("kv.scripted.text", " as it is ");
        values.put("kv.scripted.boolean", "TRUE");
        values.put("kv.scripted.integer", "-12");
        values.put("kv.scripted.size", "2kb");
        values.put("kv.scripted.duration", "250 ms");
        values.put("kv.scripted.path", "/data/./kv");
        demand("default");

        var settings = plan("default").connection().settings();
        assertThat(settings.text("text")).isEqualTo(" as it is ");
        assertThat(settings.isTrue("boolean")).isTrue();
        assertThat(settings.number("integer")).isEqualTo(-12);
        assertThat(settings.number("size")).isEqualTo(2048);
        assertThat(settings.duration("duration")).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.find("path", Path.class)).contains(Path.of("/data/kv"));
        assertThat(settings.number("defaulted")).isEqualTo(64L << 20);
    }

    @Test
    void settings_unreadable_areProblemsAllAtOnce() {
        driver.keys = List.of(
                key("boolean", ConfigKey.Type.BOOLEAN),
                key("integer", ConfigKey.Type.INTEGER),
                key("size", ConfigKey.Type.SIZE),
                key("duration", ConfigKey.Type.DURATION),
                key("path", ConfigKey.Type.PATH));
        values.put("kv.scripted.boolean", "yes");
        values.put("kv.scripted.integer", "1.5");
        values.put("kv.scripted.size", "1TB");
        values.put("kv.scripted.duration", "5");
        values.put("kv.scripted.path", " ");
        values.put("kv.timeout", "1ms");
        values.put("kv.max-value-bytes", "2GB");
        values.put("kv.application", "../other");
        demand("a");
        demand("b");

        assertThat(read().problems()).hasSize(8).contains("""
                KVCDI0118: The value is no time with a unit
                    property:    kv.scripted.duration
                    environment: KV_SCRIPTED_DURATION
                    value:       '5', from the test
                    action:      Write a number with ms, s, m, h or d, such as 250ms, 5s or 2m""", """
                KVCDI0119: The value is refused
                    property:    kv.timeout
                    environment: KV_TIMEOUT
                    value:       '1ms', from the test
                    action:      It is out of range. Write a time from 10ms to 10m""", """
                KVCDI0119: The value is refused
                    property:    kv.max-value-bytes
                    environment: KV_MAX_VALUE_BYTES
                    value:       '2GB', from the test
                    action:      It is out of range. Write a size from 1 byte to 1GB""");
        assertThatThrownBy(read()::check)
                .isInstanceOf(KVConfigurationException.class)
                .hasMessageStartingWith("KVCDI0100: 8 problems in the configuration of the key-value stores:\n\n")
                .hasMessageContaining("kv.scripted.boolean")
                .hasMessageContaining("kv.scripted.integer")
                .hasMessageContaining("kv.scripted.size")
                .hasMessageContaining("kv.scripted.path")
                .hasMessageContaining("kv.application");
    }

    @Test
    void default_thatIsNoLegalValue_isTheDriversMistake() {
        values.put("kv.scripted.size", "5");
        demand("default");

        driver.keys =
                List.of(key("size", ConfigKey.Type.INTEGER).withDefault("0").between(1, 9, "a number from 1 to 9"));
        assertThatIllegalStateException().isThrownBy(this::read).withMessageContaining("a number from 1 to 9");
        driver.keys = List.of(key("size", ConfigKey.Type.INTEGER).withDefault("many"));
        assertThatIllegalStateException().isThrownBy(this::read).withMessageContaining("is not of its type");
        driver.keys =
                List.of(key("size", ConfigKey.Type.INTEGER).withDefault("9").between(1, 9, "a number from 1 to 9"));
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void checks_ofValuesOfAnotherType_areRefused() {
        ConfigKey text = text("name");
        ConfigKey time = key("time", ConfigKey.Type.DURATION);
        assertThatIllegalStateException().isThrownBy(() -> text.between(1, 2, "1 or 2"));
        assertThatIllegalStateException().isThrownBy(() -> time.between(1, 2, "1 or 2"));
        assertThatIllegalStateException().isThrownBy(() -> text.between(Duration.ZERO, Duration.ZERO, "0s"));
        assertThatIllegalStateException().isThrownBy(() -> time.checked(value -> Optional.empty()));
    }

    @Test
    void setting_refusedByTheDriversCheck_isAProblem() {
        driver.keys = List.of(text("url")
                .checked(url -> url.contains("@")
                        ? Optional.of("Leave the user out of the URL, and use kv.scripted.user")
                        : Optional.empty()));
        values.put("kv.scripted.url", "user@host");
        demand("default");

        assertProblem("""
                KVCDI0119: The value is refused
                    property:    kv.scripted.url
                    environment: KV_SCRIPTED_URL
                    value:       '(hidden)@host', from the test
                    action:      Leave the user out of the URL, and use kv.scripted.user""");
    }

    @Test
    void keys_withOneVariable_areAProblem() {
        driver.keys = List.of(text("b-driver"), ConfigKey.store("driver", ConfigKey.Type.TEXT, ""));
        demand("a");
        demand("a-scripted");

        values.put("kv.store.a.scripted.driver", "value");

        assertProblem("""
                KVCDI0113: The keys kv.store.a-scripted.driver and kv.store.a.scripted.driver have one environment variable, which cannot tell them apart
                    property:    kv.store.a-scripted.driver
                    environment: KV_STORE_A_SCRIPTED_DRIVER
                    value:       not set
                    property:    kv.store.a.scripted.driver
                    environment: KV_STORE_A_SCRIPTED_DRIVER
                    value:       from the test
                    action:      Rename a store, or the driver's key""");
    }

    @Test
    void application_configured_separates() {
        values.put("kv.application", "shop");
        demand("default");

        assertThat(plan("default").connection().application()).isEqualTo("shop");
    }

    @Test
    void plan_unknownStore_isRefused() {
        demand("default");

        assertThatThrownBy(() -> read().plan("other")).isInstanceOf(IllegalArgumentException.class);
    }
}
