package dev.kvcdi.spi;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import java.util.Optional;
import java.util.Set;

/**
 * A store's entries in an engine, in bytes.
 *
 * <p>Methods are called by several threads at once. They see legal keys and values within the limits only. An expired entry is absent
 * in every one of them, by the context's clock. Arrays given in are neither kept nor changed; arrays given out belong to the caller.
 *
 * <p>Failures are {@link EngineException}s. A write that throws was not applied unless the kind is {@link
 * EngineException.Kind#OUTCOME_UNKNOWN}. Every other exception counts as a defect of the driver, and as an unknown outcome where it
 * comes from a write.
 *
 * <p>There are no default methods, so that no layer forgets one; what only some engines do is a {@linkplain #facet facet}.
 */
public interface Backend {

    /**
     * Returns the capabilities that the store has, as found out on connecting.
     *
     * @return the capabilities
     */
    Set<Capability> capabilities();

    /**
     * Reads an entry.
     *
     * @param request what to read
     * @return the entry, empty when the key is absent
     */
    Optional<StoredEntry> get(GetRequest request);

    /**
     * Writes an entry if the condition holds, deciding and writing in one step.
     *
     * @param request what to write
     * @return the new version, empty when the condition did not hold
     */
    Optional<Version> put(PutRequest request);

    /**
     * Deletes a key if the condition holds, deciding and deleting in one step.
     *
     * @param request what to delete
     * @return whether a present key was deleted
     */
    boolean delete(DeleteRequest request);

    /**
     * Reads a part of the listing of a prefix.
     *
     * @param request what to list, and from where
     * @return the part
     * @throws IllegalArgumentException if the position is not one that this store gave for this prefix
     */
    ScanResult scan(ScanRequest request);

    /**
     * Returns a further ability: {@link BatchFacet}, {@link AtomicFacet}, {@link WatchFacet}, {@link NativeFacet}, {@link MetricsFacet}.
     *
     * @param <F> the facet's type
     * @param type the facet's type
     * @return the facet, empty when the engine lacks it or the type is unknown
     */
    <F> Optional<F> facet(Class<F> type);
}
