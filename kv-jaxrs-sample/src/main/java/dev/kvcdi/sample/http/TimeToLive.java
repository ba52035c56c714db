package dev.kvcdi.sample.http;

import dev.kvcdi.PutOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameter {@code ttl} of writes: in how many seconds the entry expires. */
final class TimeToLive {

    static final String PARAMETER = "ttl";

    /** In whole seconds: the longest that a store takes. */
    private static final long MAX = PutOptions.MAX_TTL.toSeconds();

    /** As many digits as a long surely holds. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private TimeToLive() {}

    /**
     * Returns the time to live that a request asks for.
     *
     * @param values the values that the parameter has in the query
     * @return the time, empty without the parameter: the entry does not expire
     */
    static Optional<Duration> parse(List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String value = values.get(0);
        if (values.size() == 1 && DIGITS.matcher(value).matches()) {
            long seconds = Long.parseLong(value);
            if (seconds >= 1 && seconds <= MAX) {
                return Optional.of(Duration.ofSeconds(seconds));
            }
        }
        throw new ProblemException(
                Invalid.parameter(PARAMETER, "must be a whole number of seconds from 1 to " + MAX + ", given once"));
    }
}
