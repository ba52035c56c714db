package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;
import dev.kvcdi.testkit.Outages;
import java.util.Map;
import java.util.Set;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;

/** The contract of every driver, with writes that do not wait for the disk, and memory so scarce that much of it is read from there. */
class UnsyncedContractTest extends DriverContract {

    @Override
    protected DriverHarness harness() {
        return new DriverHarness() {

            @Override
            public KVDriver driver() {
                return new RocksDbDriver();
            }

            @Override
            public Map<String, String> properties() {
                return Map.of(
                        "kv.rocksdb.sync", "false", "kv.rocksdb.sync-interval", "10ms", "kv.rocksdb.memory", "1MB");
            }

            @Override
            public Outages outages() {
                return Outages.inProcess();
            }

            @Override
            public Set<Class<?>> nativeTypes() {
                return Set.of(RocksDB.class, ColumnFamilyHandle.class);
            }
        };
    }
}
