package dev.kvcdi.internal.engine;

import dev.kvcdi.Capability;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.StoreConfig;
import java.util.Set;

/**
 * All that is needed to open a store.
 *
 * @param driver the driver
 * @param connection the connection's configuration
 * @param config the store's configuration
 * @param place where the entries are kept, fit for logs
 * @param requires the capabilities without which the application cannot work
 */
public record StorePlan(
        KVDriver driver, ConnectionConfig connection, StoreConfig config, String place, Set<Capability> requires) {

    /** Copies the set. */
    public StorePlan {
        requires = Set.copyOf(requires);
    }

    /**
     * Returns the store's name.
     *
     * @return the name
     */
    public String name() {
        return config.name();
    }
}
