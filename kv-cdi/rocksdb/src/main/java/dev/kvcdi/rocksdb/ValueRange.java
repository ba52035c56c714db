package dev.kvcdi.rocksdb;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a key may have. A check gets the text that was configured, once the core could read it as the key's type; so it is read
 * here by the same rules.
 *
 * @param <T> the type of the values
 * @param least the least value
 * @param most the greatest value
 * @param description what to write, with both limits
 * @param reading reads a value
 */
record ValueRange<T extends Comparable<T>>(T least, T most, String description, Function<String, T> reading) {

    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([kmg]?)(i?b)?");
    private static final Map<String, Integer> SIZE_BITS = Map.of("", 0, "k", 10, "m", 20, "g", 30);

    private static final Pattern TIME = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    static ValueRange<Long> ofSizes(long least, long most, String description) {
        return new ValueRange<>(least, most, description, ValueRange::size);
    }

    static ValueRange<Duration> ofTimes(Duration least, Duration most, String description) {
        return new ValueRange<>(least, most, description, ValueRange::time);
    }

    /** Returns what to write instead of a value, empty when it is in the range. */
    Optional<String> check(String text) {
        T value = reading.apply(text.strip().toLowerCase(Locale.ROOT));
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of("It is out of range. Write " + description);
    }

    private static long size(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException("No size");
        }
        return Long.parseLong(size.group(1)) << SIZE_BITS.getOrDefault(size.group(2), 0);
    }

    private static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Duration.parse(text);
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
