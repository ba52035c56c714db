package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.StoreConfig;
import dev.kvcdi.testkit.MemoryLine.Passage;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Engines in memory that stay when those who are connected to them go, and lines that lead there. */
final class RemoteHarness extends DriverHarness {

    private static final String DIRECT = "direct";

    private final Breaking breaking;
    private final MemoryDriver memory = new MemoryDriver();
    private final Map<String, Engine> engines = new ConcurrentHashMap<>();
    private final Map<String, MemoryLine> lines = new ConcurrentHashMap<>(Map.of(DIRECT, new MemoryLine(DIRECT)));
    private final AtomicInteger names = new AtomicInteger();

    /** Makes the backend that has a store of an engine at the other end of a line. */
    @FunctionalInterface
    interface Breaking {

        /** Returns the backend. */
        Backend broken(Backend memory, MemoryLine line, DriverContext context);
    }

    RemoteHarness(Breaking breaking) {
        this.breaking = breaking;
    }

    @Override
    public KVDriver driver() {
        return new RemoteDriver();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("kv.remote.place", newName(), "kv.remote.line", DIRECT);
    }

    @Override
    public void dispose(Map<String, String> properties) {
        Engine engine = engines.remove(properties.get("kv.remote.place"));
        if (engine != null) {
            engine.close();
        }
    }

    @Override
    public Outages outages() {
        return Outages.over(() -> {
            MemoryLine line = new MemoryLine(newName());
            lines.put(line.properties().get("kv.remote.line"), line);
            return line;
        });
    }

    private String newName() {
        return "n" + names.incrementAndGet();
    }

    private final class RemoteDriver implements KVDriver {

        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public String name() {
            return "remote";
        }

        @Override
        public List<ConfigKey> configKeys() {
            return List.of(
                    ConfigKey.connection("place", ConfigKey.Type.TEXT, "Which engine."),
                    ConfigKey.connection("line", ConfigKey.Type.TEXT, "Which way to it."));
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.allOf(Capability.class);
        }

        @Override
        public String place(ConnectionConfig connection, StoreConfig store) {
            return connection.settings().text("place") + "/" + store.name();
        }

        @Override
        public Engine connect(ConnectionConfig config, DriverContext context) {
            MemoryLine line = lines.get(config.settings().text("line"));
            Passage passage = line.trip(context.timeout()).pass();
            if (passage != Passage.ARRIVED) {
                throw RemoteBackend.failure(passage);
            }
            Engine engine =
                    engines.computeIfAbsent(config.settings().text("place"), place -> memory.connect(config, context));
            return new Engine() {
                @Override
                public Backend open(StoreConfig store) {
                    return breaking.broken(engine.open(store), line, context);
                }

                @Override
                public void close() {
                    // The engine stays: this is one who was connected to it.
                }
            };
        }
    }
}
