package dev.kvcdi.nats;

import dev.kvcdi.spi.Metric;
import java.util.List;

/** What is measured of a connection. Loads no class of the NATS client. */
final class NatsMetrics {

    static final Metric RECONNECTS = Metric.engine(
            Metric.Kind.COUNTER,
            "kvcdi.nats.reconnects",
            "{reconnect}",
            "How often the connection to the servers was made again since the store was opened.");

    static final List<Metric> ALL = List.of(RECONNECTS);

    private NatsMetrics() {}
}
