package dev.kvcdi.internal.copy;

import dev.kvcdi.Condition;
import dev.kvcdi.KVException;
import dev.kvcdi.Version;
import dev.kvcdi.spi.StoredEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the stores of a copy: the entries of a view, in bytes, by the keys that the view knows them by. Failures are the exceptions of
 * the API.
 */
public interface Side {

    /**
     * Returns where a failure happens.
     *
     * @return store and driver, and the operation {@code copy}
     */
    KVException.Context context();

    /**
     * Returns what tells this store from others in a journal.
     *
     * @return its name, driver and prefix
     */
    List<String> identity();

    /**
     * Writes to the store's log that a copy to it has ended.
     *
     * @param source the store that was copied
     * @param result what came of it, without keys and values
     */
    void copied(String source, String result);

    /**
     * Returns the time by which entries expire.
     *
     * @return milliseconds since the epoch
     */
    long now();

    /**
     * Returns the largest value that the store takes.
     *
     * @return bytes
     */
    long largestValue();

    /**
     * Returns how long the longest key of the view may be.
     *
     * @return bytes of UTF-8
     */
    int longestKey();

    /**
     * Tells whether the view can have a key. Whole keys are not empty, so a view with a prefix can have the empty key and one without cannot.
     *
     * @param key the key of another view
     * @return whether it can be read and written
     */
    boolean canHave(String key);

    /**
     * Tells whether the store has conditional writes; before the engine was reached, whether it may have them.
     *
     * @return whether it has them
     */
    boolean hasConditions();

    /**
     * Reads a part of the listing of all entries.
     *
     * @param limit the most entries
     * @param withValues whether the values are needed
     * @param position where to go on, or null to begin
     * @return the part, empty when the store refuses the position
     */
    Optional<Part> part(int limit, boolean withValues, byte @Nullable [] position);

    /**
     * Reads entries.
     *
     * @param keys distinct keys
     * @return for each key, in order, its entry or empty
     */
    List<Optional<StoredEntry>> getAll(List<String> keys);

    /**
     * Writes an entry if a condition holds.
     *
     * @param key the key
     * @param content value and expiry
     * @param condition the condition
     * @return the new version, empty when the condition did not hold
     */
    Optional<Version> put(String key, StoredEntry content, Condition condition);

    /**
     * Deletes a key if it has a version.
     *
     * @param key the key
     * @param expected the version
     * @return whether it was deleted
     */
    boolean delete(String key, Version expected);

    /**
     * A part of a listing.
     *
     * @param items its entries
     * @param next where the next part begins, or null when this one is the last
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(List<Item> items, byte @Nullable [] next) {}

    /**
     * An entry, by the key that the view knows it by.
     *
     * @param key the key
     * @param stored the entry, whose own key is the whole one
     */
    record Item(String key, StoredEntry stored) {}
}
