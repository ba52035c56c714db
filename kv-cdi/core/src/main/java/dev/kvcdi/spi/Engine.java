package dev.kvcdi.spi;

/** A connection to an engine, shared by the stores that have the same connection configuration. */
public interface Engine extends AutoCloseable {

    /**
     * Opens a store, creating it where the engine needs that and the configuration allows it. The core opens each store at most once at a
     * time.
     *
     * @param config the store's configuration
     * @return the store's backend, which ends with the engine
     * @throws EngineException if the store cannot be opened
     */
    Backend open(StoreConfig config);

    /**
     * Closes the engine and its backends. The core calls it once, after every running call of every backend has returned.
     *
     * @throws EngineException if what was acknowledged may not be kept
     */
    @Override
    void close();
}
