package dev.kvcdi.spi;

import java.util.OptionalLong;

/**
 * Reads what the driver {@linkplain KVDriver#metrics() declares} to be measured, of a store and of the engine that it shares. A reading
 * answers at once: it asks neither disk nor network, since whoever collects measures waits for it.
 */
public interface MetricsFacet {

    /**
     * Reads a measure.
     *
     * @param metric one of {@link KVDriver#metrics()}
     * @return its value now, empty when it is not known
     */
    OptionalLong read(Metric metric);
}
