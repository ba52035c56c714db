package dev.kvcdi.nats;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The warnings that are logged until it is closed. */
final class LoggedWarnings extends Handler implements AutoCloseable {

    private final List<String> texts = new CopyOnWriteArrayList<>();

    LoggedWarnings() {
        Logger.getLogger("").addHandler(this);
    }

    List<String> texts() {
        return texts;
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLevel().equals(Level.WARNING)) {
            texts.add(new SimpleFormatter().formatMessage(logged));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
