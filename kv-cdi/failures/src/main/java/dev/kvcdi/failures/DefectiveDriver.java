package dev.kvcdi.failures;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.StoreConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;

/** A driver with one defect of its authors' or another: it declares something wrong, or its engine fails by an exception of its own. */
class DefectiveDriver implements KVDriver {

    private final KVDriver memory = new MemoryDriver();
    private int version = SPI_VERSION;
    private String name = "defective";
    private List<ConfigKey> keys = List.of();

    DefectiveDriver ofVersion(int other) {
        version = other;
        return this;
    }

    DefectiveDriver named(String other) {
        name = other;
        return this;
    }

    DefectiveDriver declaring(ConfigKey... declared) {
        keys = List.of(declared);
        return this;
    }

    @Override
    public int spiVersion() {
        return version;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ConfigKey> configKeys() {
        return keys;
    }

    @Override
    public Set<Capability> capabilities() {
        return memory.capabilities();
    }

    @Override
    public String place(ConnectionConfig connection, StoreConfig store) {
        return "one place";
    }

    @Override
    public Engine connect(ConnectionConfig config, DriverContext context) {
        Engine engine = memory.connect(config, context);
        return new Engine() {
            @Override
            public Backend open(StoreConfig store) {
                return defective(engine.open(store));
            }

            @Override
            public void close() {
                engine.close();
            }
        };
    }

    private static Backend defective(Backend backend) {
        return (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("get")) {
                        throw new IllegalStateException("a defect");
                    }
                    try {
                        return method.invoke(backend, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
