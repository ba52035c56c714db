package dev.kvcdi.se;

import dev.kvcdi.KVConfigurationException;
import dev.kvcdi.KVStore;
import dev.kvcdi.internal.config.Configuration;
import dev.kvcdi.internal.config.DataFolder;
import dev.kvcdi.internal.config.Lookup;
import dev.kvcdi.internal.runtime.StoreRuntime;
import dev.kvcdi.internal.runtime.Telemetry;
import dev.kvcdi.internal.runtime.Threads;
import dev.kvcdi.spi.KVDriver;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a Java SE program, a test or a tool. In a server nobody needs it: stores are injected there.
 *
 * <pre>{@code
 * try (KVRuntime runtime = KVRuntime.builder().property("kv.driver", "memory").start()) {
 *   KVStore store = runtime.store("persons");
 *   store.set("person/1", "Ada");
 * }
 * }</pre>
 *
 * <p>Configuration comes from the builder alone, with the keys that work in a server; environment variables, system properties and
 * files are not looked at. Drivers are found through {@link java.util.ServiceLoader} and the context class loader of the thread that
 * starts the runtime. Several runtimes may exist at a time and share nothing. A runtime is safe for use by several threads.
 */
public final class KVRuntime implements AutoCloseable {

    private final Configuration configuration;
    private final StoreRuntime stores;

    private KVRuntime(Configuration configuration, StoreRuntime stores) {
        this.configuration = configuration;
        this.stores = stores;
    }

    /**
     * Begins to describe a runtime.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a store, and begins to open it when it is asked for the first time. It need not be configured. This does not wait for the
     * engine: the first calls of the store do, for no longer than {@code kv.timeout}.
     *
     * @param name the store's name: 1 to 63 characters, lower-case words of letters and digits joined by single hyphens, beginning with
     *     a letter
     * @return the store, the same for every call; after {@link #close()} its calls are refused
     * @throws KVConfigurationException if the name is illegal, or the configuration of this store is wrong
     */
    public KVStore store(String name) {
        return stores.store(Objects.requireNonNull(name, "name"), configuration::plan);
    }

    /**
     * Closes all stores: refuses further calls with {@link dev.kvcdi.KVClosedException}, waits for those that run, and closes the
     * engines. An engine whose calls do not end within {@code kv.timeout} and a few seconds stays open until they do. Closing again
     * does nothing.
     */
    @Override
    public void close() {
        stores.close();
    }

    /** Describes a runtime. A builder is not safe for use by several threads. */
    public static final class Builder {

        private static final String APPLICATION = "application";

        private final Map<String, String> properties = new LinkedHashMap<>();
        private final List<KVDriver> drivers = new ArrayList<>();
        private String application = APPLICATION;
        private @Nullable Path dataFolder;
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /**
         * Sets a configuration key.
         *
         * @param key the key, such as {@code kv.driver}
         * @param value its value; an empty one counts as none
         * @return this builder
         */
        public Builder property(String key, String value) {
            properties.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Sets configuration keys.
         *
         * @param values values by key
         * @return this builder
         */
        public Builder properties(Map<String, String> values) {
            values.forEach(this::property);
            return this;
        }

        /**
         * Sets the application's name, where {@code kv.application} does not.
         *
         * @param name the name, which separates the data from that of others in the same data folder; {@code application} unless set
         * @return this builder
         */
        public Builder application(String name) {
            application = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the root of embedded engines, where their own keys do not.
         *
         * @param folder a folder, which need not exist; {@code kv} in the working folder unless set
         * @return this builder
         */
        public Builder dataFolder(Path folder) {
            dataFolder = Objects.requireNonNull(folder, "folder");
            return this;
        }

        /**
         * Adds a driver to those that are found through {@link java.util.ServiceLoader}, in the place of one of the same name.
         *
         * @param driver the driver
         * @return this builder
         */
        public Builder driver(KVDriver driver) {
            drivers.add(Objects.requireNonNull(driver, "driver"));
            return this;
        }

        /**
         * Sets the clock that decides expiry.
         *
         * @param source the clock; the system's unless set
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Checks the configuration and starts the runtime. Stores that {@code kv.stores} lists begin to open.
         *
         * @return the runtime, to be closed by the caller
         * @throws KVConfigurationException if anything is wrong with the configuration; it lists all of it
         */
        public KVRuntime start() {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            ClassLoader loader = context == null ? KVRuntime.class.getClassLoader() : context;
            Configuration configuration = Configuration.read(new Configuration.Request(
                    Lookup.of(properties, "the builder"),
                    drivers,
                    loader,
                    Map.of(),
                    true,
                    () -> application,
                    dataFolder == null ? DataFolder.ofProgram() : dataFolder.toAbsolutePath()));
            configuration.check();
            var stores = new StoreRuntime(clock, configuration.timeout(), loader, Threads.own(loader), Telemetry.NONE);
            configuration.stores().forEach(name -> stores.store(name, configuration::plan));
            return new KVRuntime(configuration, stores);
        }
    }
}
