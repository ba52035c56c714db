package dev.kvcdi.rocksdb;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the driver tells at level WARN and above while this is open. */
final class Warnings implements AutoCloseable {

    private final Logger logger = Logger.getLogger("dev.kvcdi.rocksdb.test");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    Warnings() {
        logger.setFilter(record -> {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                records.add(record);
            }
            return true;
        });
    }

    /** Returns the messages with a number, each with what was thrown. */
    List<String> of(String number) {
        return records.stream()
                .filter(record -> record.getMessage().startsWith(number))
                .map(record -> record.getMessage() + " " + record.getThrown())
                .toList();
    }

    /** Returns all messages. */
    List<String> all() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    @Override
    public void close() {
        logger.setFilter(null);
    }
}
