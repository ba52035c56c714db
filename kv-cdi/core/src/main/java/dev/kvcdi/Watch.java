package dev.kvcdi;

/**
 * A running observation of a store's changes, made by {@link TypedKVStore#watch}. It ends when it is closed or when the store is.
 */
public interface Watch extends AutoCloseable {

    /**
     * Ends the observation. When this method returns, no new call of the listener begins, and nothing is left behind in the engine. A
     * call of the listener that is under way is waited for, unless this method is called by the listener itself. Closing again does
     * nothing.
     */
    @Override
    void close();
}
