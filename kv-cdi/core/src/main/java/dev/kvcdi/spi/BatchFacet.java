package dev.kvcdi.spi;

import java.util.List;
import java.util.Optional;

/**
 * Reads and writes of several keys that are cheaper together. Without this facet the core calls {@link Backend} once a key. None is
 * atomic. Keys are distinct and lists not empty.
 */
public interface BatchFacet {

    /**
     * Reads entries.
     *
     * @param keys the keys
     * @return for each key, in order, its entry or empty
     */
    List<Optional<StoredEntry>> getAll(List<Key> keys);

    /**
     * Writes entries.
     *
     * @param requests what to write, without conditions
     * @throws PartialBatchException if some were not written, or may not have been
     */
    void putAll(List<PutRequest> requests);

    /**
     * Deletes keys, present or not.
     *
     * @param keys the keys
     * @throws PartialBatchException if some were not deleted, or may not have been
     */
    void deleteAll(List<Key> keys);
}
