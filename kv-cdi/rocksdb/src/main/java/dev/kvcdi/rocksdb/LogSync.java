package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import java.time.Duration;
import org.rocksdb.RocksDBException;

/** Brings the log to the disk at regular times, where writes do not wait for it themselves. */
final class LogSync {

    private final Database database;
    private final System.Logger logger;
    private boolean failed;

    LogSync(Database database, System.Logger logger) {
        this.database = database;
        this.logger = logger;
    }

    void start(Background background, Duration interval) {
        background.repeatedly(interval, this::sync);
    }

    private void sync() {
        if (failed && !database.health().isGood()) {
            // RocksDB would fail again whatever the disk does, and its recovery with it.
            return;
        }
        try {
            database.db().syncWal();
            failed = false;
        } catch (RocksDBException e) {
            report(database.health().notSynced(e));
        }
    }

    private void report(EngineException e) {
        if (!failed) {
            RocksDbMessage.LOG_NOT_SYNCED.logThrown(logger, e, database.folder());
        }
        failed = true;
    }
}
