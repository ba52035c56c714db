package dev.kvcdi.rocksdb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Where the newest log ended when the database was closed. A log that was cut off between two records since, or replaced by an older
 * copy, cannot be told from a whole one in any other way.
 *
 * @param log the log's file name
 * @param bytes its length
 */
record LogEnd(String log, long bytes) {

    private static final Pattern TEXT = Pattern.compile("(\\d{6,18}\\.log) (\\d{1,18})");

    /** Returns where the newest log of a closed database ends, empty when there is none. */
    static Optional<LogEnd> of(Path database) throws IOException {
        Optional<Path> newest;
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(database, "*.log")) {
            newest = StreamSupport.stream(logs.spliterator(), false)
                    .max(Comparator.comparingInt((Path log) -> name(log).length())
                            .thenComparing(LogEnd::name));
        }
        return newest.isPresent()
                ? Optional.of(new LogEnd(name(newest.get()), Files.size(newest.get())))
                : Optional.empty();
    }

    private static String name(Path log) {
        return log.getFileName().toString();
    }

    static Optional<LogEnd> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new LogEnd(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** Tells whether the log is there and shorter than it was. One that is gone may have been written out by a tool. */
    boolean isCutOff(Path database) throws IOException {
        Path file = database.resolve(log);
        return Files.exists(file) && Files.size(file) < bytes;
    }

    @Override
    public String toString() {
        return log + " " + bytes;
    }
}
