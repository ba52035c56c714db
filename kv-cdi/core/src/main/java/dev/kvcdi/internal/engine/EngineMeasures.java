package dev.kvcdi.internal.engine;

import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Metric;
import java.util.List;
import java.util.OptionalLong;

/** What can be measured of one engine and of the stores that share it. Readings neither wait for a connection nor make one. */
public final class EngineMeasures {

    private final List<GatedStore> stores;

    EngineMeasures(List<GatedStore> stores) {
        this.stores = stores;
    }

    /**
     * Returns the driver.
     *
     * @return the driver
     */
    public KVDriver driver() {
        return stores.get(0).plan().driver();
    }

    /**
     * Returns the application's name.
     *
     * @return the name
     */
    public String application() {
        return stores.get(0).plan().connection().application();
    }

    /**
     * Returns the names of the stores that share the engine.
     *
     * @return the names, at least one
     */
    public List<String> stores() {
        return stores.stream().map(store -> store.plan().name()).toList();
    }

    /**
     * Reads a measure of the engine, by any store that is open.
     *
     * @param metric one that the driver declares
     * @return its value, empty when it is not known or no store is open
     */
    public OptionalLong read(Metric metric) {
        return stores.stream()
                .map(store -> store.measure(metric))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /**
     * Reads a measure of a store.
     *
     * @param store one of {@link #stores()}
     * @param metric one that the driver declares
     * @return its value, empty when it is not known or the store is not open
     */
    public OptionalLong read(String store, Metric metric) {
        return named(store).measure(metric);
    }

    private GatedStore named(String store) {
        return stores.stream()
                .filter(each -> each.plan().name().equals(store))
                .findFirst()
                .orElseThrow();
    }
}
