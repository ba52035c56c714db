package dev.kvcdi.sample.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The {@code Sunset} header of RFC 8594: when what an answer is about is expected to be gone. */
final class Sunset {

    static final String HEADER = "Sunset";

    /** The preferred form of RFC 9110, 5.6.7, which Java's own formatter misses by the zero before a day of one digit. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Sunset() {}

    /** Returns the header's value: the first whole second at which the entry is absent. */
    static String of(Instant expiry) {
        return HTTP_DATE.format(expiry.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS));
    }
}
