package dev.kvcdi.spi;

import dev.kvcdi.Capability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The entry point of an engine's adapter, found through {@link java.util.ServiceLoader}.
 *
 * <p>A driver is stateless; its methods are called by any thread. Creating one and asking for its name, keys and capabilities loads
 * no class of the engine.
 */
public interface KVDriver {

    /** The version of this SPI, returned by {@link #spiVersion()} of drivers that are compiled against it. */
    int SPI_VERSION = 1;

    /**
     * Returns the SPI version that the driver was compiled against; a driver of another version is refused with a message that says so.
     *
     * @return {@link #SPI_VERSION}, which the compiler copies into the driver
     */
    int spiVersion();

    /**
     * Returns the driver's name, as it stands in {@code kv.driver} and in {@code kv.<name>.…} keys.
     *
     * @return lower-case letters and digits, beginning with a letter, and no word of the configuration scheme ({@code store}, {@code
     *     stores}, {@code driver}, {@code timeout}, {@code application}, {@code max}, {@code health}, {@code telemetry})
     */
    String name();

    /**
     * Returns the configuration keys that the driver reads.
     *
     * @return the keys, in the order in which documentation lists them
     */
    List<ConfigKey> configKeys();

    /**
     * Returns the capabilities that the engine may have. What it really has turns out on connecting: {@link Backend#capabilities()}.
     *
     * @return the capabilities
     */
    Set<Capability> capabilities();

    /**
     * Returns where a store's entries are kept, without asking the engine. Two stores of an application with the same place fail the
     * deployment.
     *
     * @param connection the connection's configuration
     * @param store the store's configuration
     * @return a text such as a path, a URL or a table name, fit for logs: without secrets
     */
    String place(ConnectionConfig connection, StoreConfig store);

    /**
     * Returns what only one connection of an application can have at a time, such as a folder. Stores that want the same with different
     * connection configurations fail the deployment.
     *
     * @param connection the connection's configuration
     * @return a text such as a path, fit for logs; empty where any number of connections can be made
     */
    default Optional<String> exclusive(ConnectionConfig connection) {
        return Optional.empty();
    }

    /**
     * Connects to the engine. Stores with equal connection configuration share the engine. Called again, with pauses, while it fails.
     *
     * @param config the connection's configuration
     * @param context what the core offers to the driver
     * @return the connected engine
     * @throws EngineException if the engine cannot be reached or used; nothing is left open then
     */
    Engine connect(ConnectionConfig config, DriverContext context);

    /**
     * Returns what the engine is called in telemetry, {@code db.system.name} of OpenTelemetry's conventions.
     *
     * @return a name that is registered there, or else the driver's
     */
    default String systemName() {
        return name();
    }

    /**
     * Tells whether the engine works inside the server, so that its operations are no calls to something else.
     *
     * @return whether it does; false unless overridden
     */
    default boolean isInProcess() {
        return false;
    }

    /**
     * Returns what the engine measures of itself. {@link MetricsFacet} reads it.
     *
     * @return the measures, in the order in which documentation lists them; none unless overridden
     */
    default List<Metric> metrics() {
        return List.of();
    }
}
