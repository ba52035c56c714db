package dev.kvcdi.rocksdb;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import dev.kvcdi.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** An engine with a store, opened below a folder and spoken to in text. */
final class OpenStore implements AutoCloseable {

    static final String APPLICATION = "test";

    final TestContext context;
    final Engine engine;
    final Backend backend;

    private OpenStore(Path root, Map<String, ?> settings, TestContext context) {
        this.context = context;
        try {
            engine = new RocksDbDriver().connect(connection(root, settings), context);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        backend = engine.open(store("default"));
    }

    static OpenStore in(Path root) {
        return in(root, Map.of());
    }

    static OpenStore in(Path root, Map<String, ?> settings) {
        return in(root, settings, new TestContext());
    }

    static OpenStore in(Path root, Map<String, ?> settings, TestContext context) {
        return new OpenStore(root, settings, context);
    }

    /** Returns a configuration of the driver's defaults and these settings. */
    static ConnectionConfig connection(Path root, Map<String, ?> settings) {
        return connection(APPLICATION, root, settings);
    }

    static ConnectionConfig connection(String application, Path root, Map<String, ?> settings) {
        Map<String, Object> values = new HashMap<>();
        values.put("sync", true);
        values.put("sync-interval", Duration.ofSeconds(1));
        values.put("memory", 64L << 20);
        values.put("reserve", 0L);
        values.put("path", root);
        values.putAll(settings);
        for (ConfigKey key : new RocksDbDriver().configKeys()) {
            boolean known = key.scope() != ConfigKey.Scope.CONNECTION
                    || key.defaultValue().isEmpty()
                    || values.containsKey(key.name());
            if (!known) {
                throw new IllegalStateException("No value for " + key.name());
            }
        }
        return ConnectionConfig.of(application, root, Settings.of(values));
    }

    static StoreConfig store(String name) {
        return StoreConfig.of(name, 380_000, Settings.of(Map.of()));
    }

    static Key key(String text) {
        return Key.of(text).orElseThrow();
    }

    Optional<Version> put(String key, String value, long expiryMillis, Condition condition) {
        return backend.put(PutRequest.of(key(key), value.getBytes(StandardCharsets.UTF_8), expiryMillis, condition));
    }

    Version put(String key, String value) {
        return put(key, value, StoredEntry.NEVER, Condition.none()).orElseThrow();
    }

    Version put(String key, String value, Duration ttl) {
        return put(key, value, context.nowMillis() + ttl.toMillis(), Condition.none())
                .orElseThrow();
    }

    Optional<StoredEntry> entry(String key) {
        return backend.get(GetRequest.of(key(key)));
    }

    Optional<String> get(String key) {
        return entry(key).map(OpenStore::text);
    }

    boolean delete(String key) {
        return delete(key, Condition.none());
    }

    boolean delete(String key, Condition condition) {
        return backend.delete(DeleteRequest.of(key(key), condition));
    }

    List<String> keys(String prefix, int limit) {
        List<String> keys = new ArrayList<>();
        byte[] position = null;
        do {
            ScanResult part = backend.scan(ScanRequest.of(prefix, limit, false, position));
            part.entries().forEach(entry -> keys.add(entry.key()));
            position = part.next();
        } while (position != null);
        return keys;
    }

    /** Writes what is in memory to a table. */
    void flush() {
        natively((db, family) -> {
            try (FlushOptions options = new FlushOptions()) {
                db.flush(options, family);
                return true;
            }
        });
    }

    /** Writes a key's record beneath the driver. */
    void write(String key, byte[] record) {
        natively((db, family) -> {
            db.put(family, key(key).utf8(), record);
            return true;
        });
    }

    /** Returns a key's record as it is. */
    byte[] record(String key) {
        return natively((db, family) -> db.get(family, key(key).utf8()));
    }

    /** Something that is done beneath the driver. */
    @FunctionalInterface
    private interface Native<R> {

        R call(RocksDB db, ColumnFamilyHandle family) throws RocksDBException;
    }

    private <R> R natively(Native<R> call) {
        NativeFacet natives = backend.facet(NativeFacet.class).orElseThrow();
        return natives.use(
                RocksDB.class,
                db -> natives.use(ColumnFamilyHandle.class, family -> {
                    try {
                        return call.call(db, family);
                    } catch (RocksDBException e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    /** Holds the lock of a key, as a write does that the disk has. */
    StripedLocks.Held hold(String key) {
        NativeFacet natives = backend.facet(NativeFacet.class).orElseThrow();
        int family = natives.use(ColumnFamilyHandle.class, ColumnFamilyHandle::getID);
        return ((RocksDbEngine) engine).database().locks().lock(family, key(key), Deadline.in(Duration.ofMinutes(1)));
    }

    static String text(StoredEntry entry) {
        return new String(entry.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        context.close();
        engine.close();
    }
}
