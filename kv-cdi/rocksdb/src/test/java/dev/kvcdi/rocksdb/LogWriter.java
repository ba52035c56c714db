package dev.kvcdi.rocksdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process that writes and ends without closing, so that the entries are in the log only; or flushed, in a table. */
final class LogWriter {

    static final int ENTRIES = 60;

    private LogWriter() {}

    /** Arguments: the folder, whether to flush. */
    public static void main(String[] arguments) {
        OpenStore store = OpenStore.in(Path.of(arguments[0]), Map.of("memory", 8L << 20));
        for (int i = 0; i < ENTRIES; i++) {
            store.put("key" + i, value(i));
        }
        if (Boolean.parseBoolean(arguments[1])) {
            store.flush();
        }
        Runtime.getRuntime().halt(0);
    }

    /** Returns the i-th value; one is longer than a block of the log. */
    static String value(int i) {
        return "v".repeat(i == ENTRIES / 2 ? 40_000 : 100) + i;
    }

    static void run(Path root, boolean flush) {
        try (Forked writer = Forked.start(List.of(), LogWriter.class, root, flush)) {
            writer.succeed();
        }
    }
}
