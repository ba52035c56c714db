package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoreConfig;
import dev.kvcdi.spi.StoredEntry;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Stands between the library and the driver under test: counts the calls that reach the engine, and lets a test fail them. It has no
 * facets, and lacks the capabilities that go with them, so that everything passes its four methods.
 */
final class Probe {

    /** What happens to a call of the engine. */
    @FunctionalInterface
    interface Fault {

        /** Makes the call, or fails it, or both; {@code key} is the prefix where the call lists. */
        <T> T around(String method, String key, Supplier<T> call);
    }

    private static final Fault NONE = new Fault() {
        @Override
        public <T> T around(String method, String key, Supplier<T> call) {
            return call.get();
        }
    };

    private final AtomicInteger calls = new AtomicInteger();
    private volatile Fault fault = NONE;

    /** The calls that reached the engine so far. */
    int calls() {
        return calls.get();
    }

    void fault(Fault next) {
        fault = next;
    }

    void noFault() {
        fault = NONE;
    }

    KVDriver around(KVDriver driver) {
        return new ProbedDriver(driver);
    }

    private <T> T pass(String method, String key, Supplier<T> call) {
        calls.incrementAndGet();
        return fault.around(method, key, call);
    }

    private final class ProbedDriver implements KVDriver {

        private final KVDriver driver;

        private ProbedDriver(KVDriver driver) {
            this.driver = driver;
        }

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
                    return new ProbedBackend(engine.open(store));
                }

                @Override
                public void close() {
                    engine.close();
                }
            };
        }
    }

    private final class ProbedBackend implements Backend {

        private final Backend backend;

        private ProbedBackend(Backend backend) {
            this.backend = backend;
        }

        @Override
        public Set<Capability> capabilities() {
            Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
            capabilities.addAll(backend.capabilities());
            capabilities.remove(Capability.ATOMIC_BATCHES);
            capabilities.remove(Capability.WATCH);
            return capabilities;
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            return pass("get", request.key().text(), () -> backend.get(request));
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            return pass("put", request.key().text(), () -> backend.put(request));
        }

        @Override
        public boolean delete(DeleteRequest request) {
            return pass("delete", request.key().text(), () -> backend.delete(request));
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            return pass("scan", request.prefix(), () -> backend.scan(request));
        }

        @Override
        public <F> Optional<F> facet(Class<F> type) {
            return Optional.empty();
        }
    }
}
