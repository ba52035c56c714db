package dev.kvcdi.spi;

import java.nio.file.Path;
import java.util.Objects;

/** What {@link KVDriver#connect} needs to know. Stores with equal connection configuration share an engine. */
public final class ConnectionConfig {

    private final String application;
    private final Path dataFolder;
    private final Settings settings;

    private ConnectionConfig(String application, Path dataFolder, Settings settings) {
        this.application = Objects.requireNonNull(application, "application");
        this.dataFolder = Objects.requireNonNull(dataFolder, "dataFolder");
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Returns a configuration.
     *
     * @param application the application's name, which separates it from others on the same server; legal as a folder's name
     * @param dataFolder the server's folder for the data of key-value stores, which may not exist yet
     * @param settings the values of the driver's keys of scope {@link ConfigKey.Scope#CONNECTION}
     * @return the configuration
     */
    public static ConnectionConfig of(String application, Path dataFolder, Settings settings) {
        return new ConnectionConfig(application, dataFolder, settings);
    }

    /**
     * Returns the application's name.
     *
     * @return the name, legal as a folder's name
     */
    public String application() {
        return application;
    }

    /**
     * Returns the server's folder for the data of key-value stores, the default root of embedded engines.
     *
     * @return an absolute path, which may not exist yet
     */
    public Path dataFolder() {
        return dataFolder;
    }

    /**
     * Returns the values of the connection's keys.
     *
     * @return the values
     */
    public Settings settings() {
        return settings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionConfig that
                && application.equals(that.application)
                && dataFolder.equals(that.dataFolder)
                && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(application, dataFolder, settings);
    }

    @Override
    public String toString() {
        return "ConnectionConfig[" + application + ", " + settings + "]";
    }
}
