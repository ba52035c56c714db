package dev.kvcdi.benchmarks;

import dev.kvcdi.KVStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The store as an application gets it: the client proxy of the bean that the extension makes, from configuration, in a CDI container.
 */
final class InjectedStore implements AutoCloseable {

    private static final int LOAD_BATCH = 1_000;

    private final Path folder = Folders.create("injected");
    private final WeldContainer container;
    private final KVStore store;

    InjectedStore(boolean sync) {
        // The configuration of the container is read from system properties, as MicroProfile Config does everywhere.
        System.setProperty("kv.application", "benchmark");
        System.setProperty("kv.stores", "default");
        System.setProperty("kv.driver", "rocksdb");
        System.setProperty("kv.rocksdb.path", folder.toString());
        System.setProperty("kv.rocksdb.memory", Long.toString(Workload.MEMORY));
        System.setProperty("kv.rocksdb.sync", Boolean.toString(sync));
        container = new Weld().addBeanClass(InjectedStore.class).initialize();
        store = container.select(KVStore.class).get();
    }

    KVStore store() {
        return store;
    }

    /** Writes all entries and compacts them, so that reads do not depend on how far compaction happens to be. */
    void load(Workload workload) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, String> batch = new LinkedHashMap<>();
        for (int i = 0; i < workload.size(); i++) {
            batch.put(workload.key(i), workload.randomValue(random));
            if (batch.size() == LOAD_BATCH || i == workload.size() - 1) {
                store.setAll(batch);
                batch.clear();
            }
        }
        store.withNative(
                RocksDB.class, db -> store.withNative(ColumnFamilyHandle.class, family -> compact(db, family)));
    }

    private static boolean compact(RocksDB db, ColumnFamilyHandle family) {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush, family);
            db.compactRange(family);
            return true;
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        container.close();
        Folders.delete(folder);
    }
}
