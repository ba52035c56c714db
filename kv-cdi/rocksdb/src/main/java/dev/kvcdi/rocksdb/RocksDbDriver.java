package dev.kvcdi.rocksdb;

import dev.kvcdi.Capability;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.StoreConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The driver {@code rocksdb}: RocksDB inside the server, without a network.
 *
 * <p>All stores of an application that share a folder share one database, with a column family a store. With {@code sync=true}, the
 * default, a write that returned survives a power cut; with {@code sync=false} it survives the end of the process, and a power cut may
 * take the last {@code sync-interval}. Expired entries are invisible at once and removed in the background.
 *
 * <p>Applications do not use this class; it is found through {@link java.util.ServiceLoader}.
 */
public final class RocksDbDriver implements KVDriver {

    /** The driver's name. */
    static final String NAME = "rocksdb";

    /** Makes the driver, without loading any class of RocksDB. */
    public RocksDbDriver() {}

    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ConfigKey> configKeys() {
        return RocksDbConfig.KEYS;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public String place(ConnectionConfig connection, StoreConfig store) {
        return RocksDbConfig.of(connection).folder() + ", column family " + RocksDbConfig.columnFamily(store);
    }

    @Override
    public Optional<String> exclusive(ConnectionConfig connection) {
        return Optional.of(RocksDbConfig.of(connection).folder().toString());
    }

    @Override
    public Engine connect(ConnectionConfig config, DriverContext context) {
        return RocksDbEngine.connect(RocksDbConfig.of(config), context);
    }

    @Override
    public boolean isInProcess() {
        return true;
    }

    @Override
    public List<Metric> metrics() {
        return RocksDbMetrics.ALL;
    }
}
