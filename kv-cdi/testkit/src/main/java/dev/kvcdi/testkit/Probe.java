package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoreConfig;
import dev.kvcdi.spi.StoredEntry;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Stands between the library and the driver under test: counts the calls that reach the engine, lets a test fail them, and shows what lies
 * beneath. It has no facets, and lacks the capabilities that go with them, so that everything passes its four methods.
 */
final class Probe {

    /** What happens to a call of the engine. */
    @FunctionalInterface
    interface Fault {

        /** Makes the call, or fails it, or both; {@code key} is the prefix where the call lists. */
        <T> T around(String method, String key, Supplier<T> call);
    }

    /**
     * What the library opened.
     *
     * @param connection with which configuration it connected
     * @param store which store
     * @param backend the driver's own backend
     */
    record Opened(ConnectionConfig connection, StoreConfig store, Backend backend) {}

    private static final Fault NONE = new Fault() {
        @Override
        public <T> T around(String method, String key, Supplier<T> call) {
            return call.get();
        }
    };

    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();
    private volatile Fault fault = NONE;
    private volatile boolean batches;

    /** The calls that reached the engine so far. */
    int calls() {
        return calls.get();
    }

    /** What lies beneath the store of a name. */
    Opened opened(String store) {
        return Objects.requireNonNull(opened.get(store), "the store is not open");
    }

    void fault(Fault next) {
        fault = next;
    }

    void noFault() {
        fault = NONE;
    }

    /** Lets batches pass as they are, for many entries that are only there to be listed. */
    Probe withBatches() {
        batches = true;
        return this;
    }

    KVDriver around(KVDriver driver) {
        return new WrappedDriver(driver) {
            @Override
            Backend around(ConnectionConfig connection, StoreConfig store, Backend backend) {
                opened.put(store.name(), new Opened(connection, store, backend));
                return new ProbedBackend(backend);
            }
        };
    }

    private <T> T pass(String method, String key, Supplier<T> call) {
        calls.incrementAndGet();
        return fault.around(method, key, call);
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
            return type == BatchFacet.class && batches ? backend.facet(type) : Optional.empty();
        }
    }
}
