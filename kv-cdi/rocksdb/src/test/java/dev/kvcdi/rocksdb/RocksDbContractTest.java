package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;
import dev.kvcdi.testkit.Outages;
import java.util.Set;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;

/** The contract of every driver, with the driver's defaults: writes wait for the disk. */
class RocksDbContractTest extends DriverContract {

    @Override
    protected DriverHarness harness() {
        return new DriverHarness() {

            @Override
            public KVDriver driver() {
                return new RocksDbDriver();
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
