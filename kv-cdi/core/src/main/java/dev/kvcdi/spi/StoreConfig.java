package dev.kvcdi.spi;

import java.util.Objects;

/** What {@link Engine#open} needs to know. */
public final class StoreConfig {

    private final String name;
    private final long maxValueBytes;
    private final Settings settings;

    private StoreConfig(String name, long maxValueBytes, Settings settings) {
        this.name = Objects.requireNonNull(name, "name");
        this.maxValueBytes = maxValueBytes;
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Returns a configuration.
     *
     * @param name the store's name
     * @param maxValueBytes the largest value that will be written, in bytes
     * @param settings the values of the driver's keys of scope {@link ConfigKey.Scope#STORE}
     * @return the configuration
     */
    public static StoreConfig of(String name, long maxValueBytes, Settings settings) {
        return new StoreConfig(name, maxValueBytes, settings);
    }

    /**
     * Returns the store's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the largest value that will be written. A driver whose engine takes less refuses to open the store.
     *
     * @return the limit in bytes
     */
    public long maxValueBytes() {
        return maxValueBytes;
    }

    /**
     * Returns the values of the store's keys.
     *
     * @return the values
     */
    public Settings settings() {
        return settings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreConfig that
                && name.equals(that.name)
                && maxValueBytes == that.maxValueBytes
                && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, maxValueBytes, settings);
    }

    @Override
    public String toString() {
        return "StoreConfig[" + name + ", " + settings + "]";
    }
}
