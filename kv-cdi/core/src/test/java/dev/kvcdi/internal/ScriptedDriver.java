package dev.kvcdi.internal;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.MetricsFacet;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoreConfig;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A driver that a test directs: an engine in memory with hooks before each step, which may block or throw, and a count of the calls
 * that were inside while it was closed, where a native engine would have crashed the process.
 */
public class ScriptedDriver implements KVDriver {

    public volatile String name = "scripted";
    public volatile int spiVersion = SPI_VERSION;
    public volatile List<ConfigKey> keys = List.of();
    public volatile Set<Capability> mayHave = EnumSet.allOf(Capability.class);
    public volatile Set<Capability> has = EnumSet.allOf(Capability.class);
    public volatile String place = "scripted";

    public volatile Runnable onConnect = () -> {};
    public volatile Consumer<String> onOpen = store -> {};
    public volatile Runnable onGet = () -> {};
    public volatile Runnable onWatch = () -> {};
    public volatile Runnable onClose = () -> {};

    public volatile List<Metric> metrics = List.of();
    public volatile ToLongFunction<Metric> onMeasure = metric -> 0;

    public final List<DriverContext> contexts = new CopyOnWriteArrayList<>();
    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    public final AtomicInteger crashes = new AtomicInteger();

    @Override
    public int spiVersion() {
        return spiVersion;
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
        return mayHave;
    }

    @Override
    public String place(ConnectionConfig connection, StoreConfig store) {
        return place + "/" + store.name();
    }

    @Override
    public Engine connect(ConnectionConfig config, DriverContext context) {
        contexts.add(context);
        onConnect.run();
        return new ScriptedEngine(new MemoryDriver().connect(config, context));
    }

    @Override
    public List<Metric> metrics() {
        return metrics;
    }

    /** Returns what the core gave to the last connection. */
    public DriverContext context() {
        return contexts.get(contexts.size() - 1);
    }

    private final class ScriptedEngine implements Engine {

        private final Engine memory;
        private final AtomicInteger inside = new AtomicInteger();
        private volatile boolean ended;

        ScriptedEngine(Engine memory) {
            this.memory = memory;
        }

        @Override
        public Backend open(StoreConfig config) {
            onOpen.accept(config.name());
            opened.incrementAndGet();
            return new ScriptedBackend(memory.open(config), this);
        }

        @Override
        public void close() {
            ended = true;
            if (inside.get() != 0) {
                crashes.incrementAndGet();
            }
            onClose.run();
            memory.close();
            closed.incrementAndGet();
        }

        void enter() {
            inside.incrementAndGet();
            if (ended) {
                crashes.incrementAndGet();
            }
        }

        void exit() {
            inside.decrementAndGet();
        }
    }

    private final class ScriptedBackend implements Backend, NativeFacet, WatchFacet, MetricsFacet {

        private final Backend memory;
        private final ScriptedEngine engine;

        ScriptedBackend(Backend memory, ScriptedEngine engine) {
            this.memory = memory;
            this.engine = engine;
        }

        @Override
        public Set<Capability> capabilities() {
            return has;
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            engine.enter();
            try {
                onGet.run();
                return memory.get(request);
            } finally {
                engine.exit();
            }
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            return memory.put(request);
        }

        @Override
        public boolean delete(DeleteRequest request) {
            return memory.delete(request);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            return memory.scan(request);
        }

        @Override
        public <F> Optional<F> facet(Class<F> type) {
            return type.isInstance(this) && type != Backend.class ? Optional.of(type.cast(this)) : memory.facet(type);
        }

        @Override
        public Registration watch(String prefix, Sink sink) {
            onWatch.run();
            return memory.facet(WatchFacet.class).orElseThrow().watch(prefix, sink);
        }

        @Override
        public OptionalLong read(Metric metric) {
            engine.enter();
            try {
                return OptionalLong.of(onMeasure.applyAsLong(metric));
            } finally {
                engine.exit();
            }
        }

        @Override
        public Set<Class<?>> types() {
            return Set.of(String.class);
        }

        @Override
        public <N, R> R use(Class<N> type, Function<? super N, R> use) {
            engine.enter();
            try {
                return use.apply(type.cast("native"));
            } finally {
                engine.exit();
            }
        }
    }
}
