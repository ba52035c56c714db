package dev.kvcdi.internal.memory;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.StoreConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps entries in the server's memory, for tests and for what may be lost. It can all that a driver can but persist: entries live as
 * long as their engine is open, and each engine has its own.
 */
public final class MemoryDriver implements KVDriver {

    /** Makes the driver; {@link java.util.ServiceLoader} does. */
    public MemoryDriver() {}

    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<ConfigKey> configKeys() {
        return List.of();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.PERSISTENT));
    }

    @Override
    public String place(ConnectionConfig connection, StoreConfig store) {
        return "memory/" + connection.application() + "/" + store.name();
    }

    @Override
    public Engine connect(ConnectionConfig config, DriverContext context) {
        CoreMessage.MEMORY_FORGETS.log(context.logger());
        return new MemoryEngine(context, capabilities());
    }

    @Override
    public boolean isInProcess() {
        return true;
    }
}
