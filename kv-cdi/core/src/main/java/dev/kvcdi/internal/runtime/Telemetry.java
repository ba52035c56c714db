package dev.kvcdi.internal.runtime;

import dev.kvcdi.internal.engine.Engines;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.KVDriver;

/** Who observes the stores of one application. It mentions no type of OpenTelemetry, since many servers lack them. */
public interface Telemetry extends AutoCloseable {

    /** Nobody observes, and nothing is put around a store. */
    Telemetry NONE = new Telemetry() {
        @Override
        public Backend around(StorePlan plan, Backend next) {
            return next;
        }

        @Override
        public void measure(KVDriver driver, Engines engines, Readiness readiness) {}

        @Override
        public void close() {}
    };

    /**
     * Puts a layer around a store that observes its operations.
     *
     * @param plan the store
     * @param next what does the operations
     * @return the layer, or {@code next} where no operation is observed
     */
    Backend around(StorePlan plan, Backend next);

    /**
     * Begins to observe what a driver measures, unless that was done before.
     *
     * @param driver the driver
     * @param engines the engines, asked whenever measures are collected
     * @param readiness tells which stores are fit for use, asked likewise
     */
    void measure(KVDriver driver, Engines engines, Readiness readiness);

    /** Stops measuring. */
    @Override
    void close();
}
