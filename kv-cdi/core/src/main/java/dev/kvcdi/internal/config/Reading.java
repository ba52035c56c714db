package dev.kvcdi.internal.config;

import dev.kvcdi.spi.ConfigKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What holds for all stores of an application.
 *
 * @param lookup where values are looked up
 * @param values reads them
 * @param drivers the drivers that are present
 * @param application the application's name
 * @param dataFolder the default root of embedded engines
 * @param timeout how long an operation may take
 * @param maxValueBytes the largest value
 * @param telemetry whether operations are observed
 */
record Reading(
        Lookup lookup,
        ValueReader values,
        Drivers drivers,
        String application,
        Path dataFolder,
        Duration timeout,
        long maxValueBytes,
        boolean telemetry) {

    /** Stands in for values with problems, so that reading can go on to find more. */
    private static final Duration ANY_TIMEOUT = Duration.ofSeconds(5);

    private static final long ANY_LIMIT = 380_000;

    static Reading of(Configuration.Request request, Drivers drivers, Findings findings) {
        var values = new ValueReader(request.lookup(), findings);
        String application = read(values, CoreKeys.APPLICATION, String.class).orElseGet(request.application());
        Duration timeout = read(values, CoreKeys.TIMEOUT, Duration.class).orElse(ANY_TIMEOUT);
        long maxValueBytes = read(values, CoreKeys.MAX_VALUE_BYTES, Long.class).orElse(ANY_LIMIT);
        boolean telemetry = read(values, CoreKeys.TELEMETRY, Boolean.class).orElse(true);
        return new Reading(
                request.lookup(),
                values,
                drivers,
                application,
                request.dataFolder(),
                timeout,
                maxValueBytes,
                telemetry);
    }

    Reading reportingTo(Findings findings) {
        return new Reading(
                lookup,
                new ValueReader(lookup, findings),
                drivers,
                application,
                dataFolder,
                timeout,
                maxValueBytes,
                telemetry);
    }

    /** Adds the stores that the configuration lists to those that the application wants. */
    Map<String, Demand> wanted(Map<String, Demand> demands) {
        var wanted = new TreeMap<>(demands);
        String listed = read(values, CoreKeys.STORES, String.class).orElse("");
        Arrays.stream(listed.split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .forEach(name -> wanted.merge(
                        name, new Demand(Set.of(), List.of(CoreKeys.property(CoreKeys.STORES))), Demand::and));
        return wanted;
    }

    private static <T> Optional<T> read(ValueReader values, ConfigKey key, Class<T> type) {
        return values.read(key, List.of(CoreKeys.property(key))).map(type::cast);
    }
}
