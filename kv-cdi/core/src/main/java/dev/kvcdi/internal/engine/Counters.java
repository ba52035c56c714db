package dev.kvcdi.internal.engine;

import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.MetricsFacet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an engine's counters came to on the connections that are gone. A driver counts from zero on each connection, and whoever collects
 * counters takes one that falls for a restart of the process.
 */
final class Counters {

    /** The sums of the last values of former connections. */
    private final Map<Count, Long> before = new ConcurrentHashMap<>();

    /** The largest values that were read from the present connection, for when its last ones cannot be. */
    private final Map<Count, Long> seen = new ConcurrentHashMap<>();

    /** A counter, and whose it is; the store is empty where it is the engine's. */
    private record Count(String metric, String store) {

        static Count of(Metric metric, String store) {
            return new Count(metric.name(), metric.scope() == Metric.Scope.STORE ? store : "");
        }
    }

    /**
     * Reads a measure from the present connection, inside of its gate: {@link #carry} is outside of it, so that nothing counts twice.
     *
     * @param metric the measure
     * @param store the store that it is read by
     * @param backend the store's backend
     * @return its value, of a counter over all connections; empty when it is not known
     */
    OptionalLong read(Metric metric, String store, Backend backend) {
        OptionalLong now = now(metric, backend);
        if (metric.kind() != Metric.Kind.COUNTER || now.isEmpty()) {
            return now;
        }
        var count = Count.of(metric, store);
        // The stores that share an engine may tell different values of it, and not always the same one is asked.
        long most = seen.merge(count, now.getAsLong(), Math::max);
        return OptionalLong.of(before.getOrDefault(count, 0L) + most);
    }

    private static OptionalLong now(Metric metric, Backend backend) {
        return backend.facet(MetricsFacet.class)
                .map(metrics -> metrics.read(metric))
                .orElse(OptionalLong.empty());
    }

    /**
     * Keeps what counters came to on a connection that no call uses any longer, and that is not closed yet.
     *
     * @param metrics what the driver declares
     * @param backends the connection's backends, by their stores
     */
    void carry(List<Metric> metrics, Map<String, Backend> backends) {
        for (Metric metric : metrics) {
            if (metric.kind() == Metric.Kind.COUNTER) {
                backends.forEach((store, backend) -> see(metric, store, backend));
            }
        }
        seen.forEach((count, last) -> before.merge(count, last, Long::sum));
        seen.clear();
    }

    private void see(Metric metric, String store, Backend backend) {
        OptionalLong last;
        try {
            last = now(metric, backend);
        } catch (RuntimeException | Error e) {
            // What was read before has to do: the connection is closed all the same.
            return;
        }
        last.ifPresent(value -> seen.merge(Count.of(metric, store), value, Math::max));
    }
}
