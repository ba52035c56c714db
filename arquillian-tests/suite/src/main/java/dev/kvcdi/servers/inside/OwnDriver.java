package dev.kvcdi.servers.inside;

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
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoreConfig;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A driver that only this application has, made of what the SPI offers alone: it keeps everything in memory. */
public class OwnDriver implements KVDriver {

    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

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
        return Set.of(Capability.CONDITIONAL_WRITES, Capability.WATCH, Capability.ORDERED);
    }

    @Override
    public String place(ConnectionConfig connection, StoreConfig store) {
        return "own/" + store.name();
    }

    @Override
    public Engine connect(ConnectionConfig config, DriverContext context) {
        CONNECTIONS.incrementAndGet();
        return new OwnEngine(context.clock(), capabilities());
    }

    private static final class OwnEngine implements Engine {

        private final Map<String, Backend> stores = new ConcurrentHashMap<>();
        private final InstantSource clock;
        private final Set<Capability> capabilities;

        OwnEngine(InstantSource clock, Set<Capability> capabilities) {
            this.clock = clock;
            this.capabilities = capabilities;
        }

        @Override
        public Backend open(StoreConfig config) {
            return stores.computeIfAbsent(config.name(), name -> new OwnBackend(clock, capabilities));
        }

        @Override
        public void close() {
            stores.clear();
        }
    }

    /** The entries of one store, under one lock. Expired ones are absent, but stay until they are replaced. */
    private static final class OwnBackend implements Backend, WatchFacet {

        private final NavigableMap<byte[], StoredEntry> entries = new TreeMap<>(Arrays::compareUnsigned);
        private final Map<Sink, String> watches = new HashMap<>();
        private final String incarnation = UUID.randomUUID().toString();
        private final InstantSource clock;
        private final Set<Capability> capabilities;
        private long writes;

        OwnBackend(InstantSource clock, Set<Capability> capabilities) {
            this.clock = clock;
            this.capabilities = capabilities;
        }

        @Override
        public Set<Capability> capabilities() {
            return capabilities;
        }

        @Override
        public synchronized Optional<StoredEntry> get(GetRequest request) {
            return present(request.key()).map(found -> request.withValue() ? copy(found) : withoutValue(found));
        }

        @Override
        public synchronized Optional<Version> put(PutRequest request) {
            Version current = present(request.key()).map(StoredEntry::version).orElse(null);
            if (!request.condition().holds(current)) {
                return Optional.empty();
            }
            Version version = Version.of(incarnation + "-" + ++writes);
            StoredEntry written = StoredEntry.of(
                    request.key().text(), request.value().clone(), request.expiryMillis(), () -> version);
            entries.put(request.key().utf8().clone(), written);
            watching(written.key()).forEach(sink -> sink.put(copy(written)));
            return Optional.of(version);
        }

        @Override
        public synchronized boolean delete(DeleteRequest request) {
            Optional<StoredEntry> found = present(request.key());
            boolean deleted =
                    found.isPresent() && request.condition().holds(found.get().version());
            if (deleted) {
                entries.remove(request.key().utf8());
                watching(request.key().text())
                        .forEach(sink -> sink.removed(request.key().text()));
            }
            return deleted;
        }

        @Override
        public synchronized ScanResult scan(ScanRequest request) {
            byte[] position = request.position();
            if (position != null && !isPosition(position, request.prefix())) {
                throw new IllegalArgumentException("The position is none of this listing");
            }
            NavigableMap<byte[], StoredEntry> rest = position == null
                    ? entries.tailMap(request.prefix().getBytes(StandardCharsets.UTF_8), true)
                    : entries.tailMap(position, false);
            List<StoredEntry> found = new ArrayList<>();
            int bytes = 0;
            for (StoredEntry next : rest.values()) {
                if (!next.key().startsWith(request.prefix())) {
                    break;
                }
                if (isPresent(next)) {
                    if (found.size() == request.limit() || bytes >= ScanResult.ENOUGH_BYTES) {
                        String last = found.get(found.size() - 1).key();
                        return ScanResult.of(found, last.getBytes(StandardCharsets.UTF_8));
                    }
                    found.add(request.withValues() ? copy(next) : withoutValue(next));
                    bytes += request.withValues() ? next.value().length : 0;
                }
            }
            return ScanResult.of(found, null);
        }

        @Override
        public <F> Optional<F> facet(Class<F> type) {
            return type == WatchFacet.class ? Optional.of(type.cast(this)) : Optional.empty();
        }

        @Override
        public synchronized Registration watch(String prefix, Sink sink) {
            watches.put(sink, prefix);
            return () -> end(sink);
        }

        private synchronized void end(Sink sink) {
            watches.remove(sink);
        }

        private List<Sink> watching(String key) {
            return watches.entrySet().stream()
                    .filter(watch -> key.startsWith(watch.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private Optional<StoredEntry> present(Key key) {
            return Optional.ofNullable(entries.get(key.utf8())).filter(this::isPresent);
        }

        private boolean isPresent(StoredEntry entry) {
            return !StoredEntry.expired(entry.expiryMillis(), clock.millis());
        }

        private static boolean isPosition(byte[] position, String prefix) {
            return Key.ofUtf8(position)
                    .filter(key -> key.text().startsWith(prefix))
                    .isPresent();
        }

        /** With a value of its own, since arrays given out belong to others. */
        private static StoredEntry copy(StoredEntry entry) {
            return StoredEntry.of(entry.key(), entry.value().clone(), entry.expiryMillis(), entry::version);
        }

        private static StoredEntry withoutValue(StoredEntry entry) {
            return StoredEntry.withoutValue(entry.key(), entry.expiryMillis(), entry::version);
        }
    }
}
