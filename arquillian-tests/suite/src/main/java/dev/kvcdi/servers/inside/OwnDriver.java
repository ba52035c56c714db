package dev.kvcdi.servers.inside;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.StoreConfig;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A driver that only this application has: it keeps everything in memory, under another name. */
public class OwnDriver implements KVDriver {

    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    private final KVDriver memory = new MemoryDriver();

    /** How often any driver of this class has been asked to connect. */
    public static int connections() {
        return CONNECTIONS.get();
    }

    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "own";
    }

    @Override
    public List<ConfigKey> configKeys() {
        return List.of(ConfigKey.connection("colour", ConfigKey.Type.TEXT, "Any colour."));
    }

    @Override
    public Set<Capability> capabilities() {
        return memory.capabilities();
    }

    @Override
    public String place(ConnectionConfig connection, StoreConfig store) {
        return "own/" + store.name();
    }

    @Override
    public Engine connect(ConnectionConfig config, DriverContext context) {
        CONNECTIONS.incrementAndGet();
        return memory.connect(config, context);
    }
}
