package dev.kvcdi.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what is logged while it is open. */
public final class CoreLog extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("dev.kvcdi");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private CoreLog() {}

    public static CoreLog start() {
        var capture = new CoreLog();
        capture.logger.addHandler(capture);
        return capture;
    }

    public List<String> messages(Level level) {
        return records.stream()
                .filter(entry -> entry.getLevel().equals(level))
                .map(LogRecord::getMessage)
                .toList();
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
