package dev.kvcdi.internal.config;

import dev.kvcdi.spi.ConfigKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values by the type of their key. */
final class Conversion {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})\\s*([kmg]?)(i?b)?", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Long> SIZE_UNITS = Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);

    private static final Pattern DURATION = Pattern.compile("(\\d{1,18})\\s*(ms|s|m|h|d)", Pattern.CASE_INSENSITIVE);

    private Conversion() {}

    /** A value that cannot be read as its type, with what it is instead. The value is not part of it, since it may be secret. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        /** What to write instead. */
        private final String remedy;

        UnreadableException(String message, String remedy) {
            super(message);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }

    /**
     * Reads a value.
     *
     * @param type how
     * @param text the value as it was configured
     * @return what {@link dev.kvcdi.spi.Settings#of} takes for this type
     * @throws UnreadableException if the text is nothing of this type
     */
    static Object convert(ConfigKey.Type type, String text) throws UnreadableException {
        return switch (type) {
            case TEXT -> text;
            case BOOLEAN -> truth(text.trim());
            case INTEGER -> integer(text.trim());
            case SIZE -> size(text.trim());
            case DURATION -> duration(text.trim());
            case PATH -> path(text.trim());
        };
    }

    private static boolean truth(String text) throws UnreadableException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new UnreadableException("neither true nor false", "Write true or false");
        };
    }

    private static long integer(String text) throws UnreadableException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UnreadableException("no whole number", "Write digits only, such as 100");
        }
    }

    private static long size(String text) throws UnreadableException {
        Matcher matcher = SIZE.matcher(text);
        if (matcher.matches()) {
            try {
                long unit = SIZE_UNITS.getOrDefault(matcher.group(2).toLowerCase(Locale.ROOT), 1L);
                return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
            } catch (ArithmeticException e) {
                throw new UnreadableException("too large for a size", "Write a smaller size, such as 64MB");
            }
        }
        throw new UnreadableException(
                "no size", "Write bytes, or a number with KB, MB or GB, such as 512, 64KB or 1GB");
    }

    private static Duration duration(String text) throws UnreadableException {
        Matcher matcher = DURATION.matcher(text);
        try {
            if (matcher.matches()) {
                long number = Long.parseLong(matcher.group(1));
                return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
            }
            return Duration.parse(text);
        } catch (ArithmeticException | DateTimeParseException e) {
            throw new UnreadableException(
                    "no time with a unit", "Write a number with ms, s, m, h or d, such as 250ms, 5s or 2m");
        }
    }

    private static Path path(String text) throws UnreadableException {
        try {
            if (text.isEmpty()) {
                throw new InvalidPathException(text, "it is blank");
            }
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UnreadableException("no path of this file system", "Write the path of a folder or file");
        }
    }
}
