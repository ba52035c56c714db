package dev.kvcdi.internal.config;

import dev.kvcdi.Store;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConfigKey.Scope;
import java.time.Duration;
import java.util.List;

/**
 * The configuration keys of the core, declared like those of the drivers: documentation is tested against them. Each is {@code
 * kv.<name>}; in the names, {@code <name>} stands for a store's name.
 */
public final class CoreKeys {

    /** What every key begins with. */
    public static final String PREFIX = "kv.";

    /** The driver of the stores that name none of their own. */
    public static final ConfigKey DRIVER = ConfigKey.connection(
                    "driver", ConfigKey.Type.TEXT, "The driver of all stores.")
            .withDefaultDescribed("the one driver jar that is present; `memory` must be chosen");

    /** The stores that only code looks up. */
    public static final ConfigKey STORES = ConfigKey.connection(
                    "stores",
                    ConfigKey.Type.TEXT,
                    "The names of stores that only code looks up, separated by commas; those at injection points need not be listed.")
            .withDefaultDescribed("the names at `@Store` injection points");

    /** The driver of one store. */
    public static final ConfigKey STORE_DRIVER = ConfigKey.store(
                    "store.<name>.driver", ConfigKey.Type.TEXT, "The driver of one store.")
            .withDefaultDescribed("`kv.driver`");

    /** The application's name. */
    public static final ConfigKey APPLICATION = ConfigKey.connection(
                    "application",
                    ConfigKey.Type.TEXT,
                    "The application's name, which separates its data in RocksDB from that of others on the same server: letters, digits, dots,"
                            + " hyphens and underscores, at most 100, not beginning with a dot.")
            .withDefaultDescribed(
                    "the WAR's name, without a version such as `-1.2.3`, where the jar is in `WEB-INF/lib`; the application's in an EAR's `lib`")
            .checked(ApplicationName::check);

    /** The operation timeout. */
    public static final ConfigKey TIMEOUT = ConfigKey.connection(
                    "timeout", ConfigKey.Type.DURATION, "How long an operation may take: 10ms to 10m.")
            .withDefault("5s")
            .between(Duration.ofMillis(10), Duration.ofMinutes(10), "a time from 10ms to 10m");

    /** The size limit of values. */
    public static final ConfigKey MAX_VALUE_BYTES = ConfigKey.connection(
                    "max-value-bytes",
                    ConfigKey.Type.SIZE,
                    "The largest value, 1 byte to 1GB. The default fits every driver, so that moving is safe; raise it where the engine"
                            + " allows.")
            .withDefault("380000")
            .between(1, 1L << 30, "a size from 1 byte to 1GB");

    /** Whether operations are observed. */
    public static final ConfigKey TELEMETRY = ConfigKey.connection(
                    "telemetry",
                    ConfigKey.Type.BOOLEAN,
                    "Whether spans and metrics of the stores go to the server's OpenTelemetry, where it has one that is switched on.")
            .withDefault("true");

    private CoreKeys() {}

    /**
     * Returns all keys of the core.
     *
     * @return the keys, in the order in which documentation lists them
     */
    public static List<ConfigKey> all() {
        return List.of(DRIVER, STORES, STORE_DRIVER, APPLICATION, TIMEOUT, MAX_VALUE_BYTES, TELEMETRY);
    }

    static String property(ConfigKey key) {
        return PREFIX + key.name();
    }

    static String storeDriver(String store) {
        return PREFIX + "store." + store + ".driver";
    }

    static String ofDriver(String driver, String key) {
        return PREFIX + driver + "." + key;
    }

    static String ofStore(String store, String driver, String key) {
        return PREFIX + "store." + store + "." + driver + "." + key;
    }

    /** Where a driver's key may be set for a store, the first that has a value counts. */
    static List<String> properties(String store, String driver, ConfigKey key) {
        String own = ofStore(store, driver, key.name());
        return key.scope() == Scope.CONNECTION || isDefault(store)
                ? List.of(own, ofDriver(driver, key.name()))
                : List.of(own);
    }

    static boolean isDefault(String store) {
        return store.equals(Store.DEFAULT);
    }
}
