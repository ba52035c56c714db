package dev.kvcdi.failures;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Whatever people get to see while it is open: the log of everything in the JVM at its finest level, and what a test adds. */
final class Shown extends Handler implements AutoCloseable {

    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();

    Shown() {
        setLevel(Level.ALL);
        root.addHandler(this);
        root.setLevel(Level.ALL);
    }

    void add(Object seen) {
        texts.add(String.valueOf(seen));
    }

    /** Adds a failure, if there was one, with its causes, messages and stack traces. */
    void add(@Nullable Throwable failure) {
        if (failure == null) {
            return;
        }
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        texts.add(trace.toString());
    }

    Queue<String> texts() {
        return texts;
    }

    @Override
    public void publish(LogRecord entry) {
        texts.add(entry.getLoggerName() + " " + formatter.format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.setLevel(before);
        root.removeHandler(this);
    }
}
