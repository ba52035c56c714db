package dev.kvcdi.servers.suite;

import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;
import org.rocksdb.RocksDB;

/** The contract, kept by the RocksDB driver. */
public class RocksDbContract extends DriverContract {

    @Override
    protected DriverHarness harness() {
        return new InstalledDriver("rocksdb", RocksDB.class);
    }
}
