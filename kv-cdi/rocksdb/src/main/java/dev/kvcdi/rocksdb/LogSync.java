package dev.kvcdi.rocksdb;

import java.time.Duration;
import org.rocksdb.RocksDBException;

/** Brings the log to the disk at regular times, where writes do not wait for it themselves. */
final class LogSync {

    private final Database database;
    private final System.Logger logger;

    LogSync(Database database, System.Logger logger) {
        this.database = database;
        this.logger = logger;
    }

    void start(Background background, Duration interval) {
        background.repeatedly(interval, this::sync);
    }

    private void sync() {
        try {
            database.db().syncWal();
        } catch (RocksDBException e) {
            RocksDbMessage.LOG_NOT_SYNCED.logThrown(logger, database.errors().write(e));
        }
    }
}
