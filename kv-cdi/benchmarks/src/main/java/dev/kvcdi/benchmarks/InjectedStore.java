package dev.kvcdi.benchmarks;

import dev.kvcdi.KVStore;
import java.nio.file.Path;
import java.util.Map;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The injected store on RocksDB, in a folder of its own. */
final class InjectedStore implements AutoCloseable {

    private static final int LOAD_BATCH = 1_000;

    private final Path folder = Folders.create("injected");
    private final ConfiguredStore configured;

    /** Opens it in an application with more beans. */
    InjectedStore(boolean sync, Class<?>... beans) {
        Map<String, String> properties = Map.of(
                "kv.driver",
                "rocksdb",
                "kv.rocksdb.path",
                folder.toString(),
                "kv.rocksdb.memory",
                Long.toString(Workload.MEMORY),
                "kv.rocksdb.sync",
                Boolean.toString(sync));
        configured = new ConfiguredStore(properties, beans);
    }

    KVStore store() {
        return configured.store();
    }

    /** Writes all entries and compacts them, so that reads do not depend on how far compaction happens to be. */
    void load(Workload workload) {
        configured.load(workload, LOAD_BATCH);
        KVStore store = store();
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
        configured.close();
        Folders.delete(folder);
    }
}
