package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.StoreConfig;
import java.util.List;
import java.util.Set;

/** A driver that is another one, but for what subclasses put around its backends. */
abstract class WrappedDriver implements KVDriver {

    private final KVDriver driver;

    WrappedDriver(KVDriver driver) {
        this.driver = driver;
    }

    /** What takes the place of a backend of the other driver. */
    abstract Backend around(ConnectionConfig connection, StoreConfig store, Backend backend);

    @Override
    public int spiVersion() {
        return driver.spiVersion();
    }

    @Override
    public String name() {
        return driver.name();
    }

    @Override
    public List<ConfigKey> configKeys() {
        return driver.configKeys();
    }

    @Override
    public Set<Capability> capabilities() {
        return driver.capabilities();
    }

    @Override
    public String place(ConnectionConfig connection, StoreConfig store) {
        return driver.place(connection, store);
    }

    @Override
    public Engine connect(ConnectionConfig config, DriverContext context) {
        Engine engine = driver.connect(config, context);
        return new Engine() {
            @Override
            public Backend open(StoreConfig store) {
                return around(config, store, engine.open(store));
            }

            @Override
            public void close() {
                engine.close();
            }
        };
    }

    @Override
    public String systemName() {
        return driver.systemName();
    }

    @Override
    public boolean isInProcess() {
        return driver.isInProcess();
    }

    @Override
    public List<Metric> metrics() {
        return driver.metrics();
    }
}
