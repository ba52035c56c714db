package dev.kvcdi.testkit;

import dev.kvcdi.spi.KVDriver;
import java.util.Map;
import java.util.Set;

/**
 * What the contract needs to know of a driver: how to make one, and how to configure it for a place without data.
 *
 * <p>The suite starts and stops the library itself, several times over the same place where it tests what survives. It calls a harness
 * from one thread at a time. Methods may be added, with a default that suits drivers which do not know them.
 */
public abstract class DriverHarness {

    /** The largest value that a store takes unless it is configured otherwise, in bytes. */
    public static final int DEFAULT_LARGEST_VALUE = 380_000;

    /** Makes a harness. */
    protected DriverHarness() {}

    /**
     * Returns a driver.
     *
     * @return the driver, a new one or always the same
     */
    public abstract KVDriver driver();

    /**
     * Returns the configuration for a place of its own: an engine, folder, bucket or table without data that no earlier call has named.
     * The suite starts the library with it once or several times, each time over the same data, and hands it to {@link #dispose}.
     *
     * <p>A driver that keeps its files in the data folder which the library names needs none: the suite makes a new folder for each
     * place.
     *
     * @return values by their full keys, such as {@code kv.acme.url}; none by default
     * @throws Exception if the place cannot be made, which fails the test
     */
    public Map<String, String> properties() throws Exception {
        return Map.of();
    }

    /**
     * Removes a place. It is not in use any longer.
     *
     * @param properties what {@link #properties} returned for it
     * @throws Exception if the place cannot be removed, which fails the test
     */
    public void dispose(Map<String, String> properties) throws Exception {}

    /**
     * Returns the largest value that the engine takes. The suite configures {@code kv.max-value-bytes} with it, writes values of exactly
     * this size, and expects those of one byte more to be refused.
     *
     * @return bytes, at least 1,024; {@value #DEFAULT_LARGEST_VALUE} by default
     */
    public int largestValue() {
        return DEFAULT_LARGEST_VALUE;
    }

    /**
     * Tells whether the engine can be cut off from the library, and how the suite does that.
     *
     * @return the declaration; a harness that does not override this fails the tests of outages
     */
    public Outages outages() {
        return Outages.undeclared();
    }

    /**
     * Returns the types that {@link dev.kvcdi.KVStore#withNative} gives access to.
     *
     * @return the types, none by default
     */
    public Set<Class<?>> nativeTypes() {
        return Set.of();
    }
}
