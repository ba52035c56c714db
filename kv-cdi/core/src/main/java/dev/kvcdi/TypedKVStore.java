package dev.kvcdi;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store, seen as values of one type.
 *
 * <p><b>Keys</b> have 1 to 1,024 bytes of UTF-8 and may hold any characters but lone surrogates; with a {@link KVStore#prefixed
 * prefixed} view the whole key counts. <b>Values</b> have up to {@code kv.max-value-bytes} bytes, 380,000 unless configured; none may
 * be null. <b>Absent</b> means never written, deleted or expired; no operation tells these apart.
 *
 * <p><b>Errors.</b> Beside what each method lists, every call may throw a {@link KVException}: {@link KVUnavailableException} when the
 * engine cannot be reached, {@link KVTimeoutException} after the operation timeout ({@code kv.timeout}, 5 seconds unless configured),
 * {@link KVClosedException} when the application stops, and the others of that tree. <b>A write of one key that throws was not
 * applied, with one exception: {@link KVOutcomeUnknownException} says that it may have been.</b> Of several, {@link KVBatchException}
 * tells what became of each. A condition that does not hold is a result and never an exception.
 *
 * <p><b>Transactions.</b> A store does not join Jakarta transactions: a write shows at once and survives a rollback. To write only
 * after a commit, fire a CDI event and write in an {@code @Observes(during = AFTER_SUCCESS)} observer.
 *
 * <p>The framework implements this interface; applications never do, so methods may be added. Instances are safe for use by several
 * threads.
 *
 * @param <V> the values' type
 */
public interface TypedKVStore<V> {

    /**
     * Returns the value of a key.
     *
     * @param key the key
     * @return the value, empty when the key is absent
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVCodecException if the stored bytes are no value of this type
     */
    Optional<V> get(String key);

    /**
     * Writes an entry that does not expire, whatever the key held before.
     *
     * @param key the key
     * @param value the value
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVLimitException if the value is too large
     * @throws KVCodecException if the value cannot be encoded
     */
    void set(String key, V value);

    /**
     * Writes an entry that expires, whatever the key held before.
     *
     * @param key the key
     * @param value the value
     * @param ttl time to live from now, rounded up to whole milliseconds
     * @throws IllegalArgumentException if {@code ttl} is zero, negative or longer than {@link PutOptions#MAX_TTL}
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVLimitException if the value is too large
     * @throws KVCodecException if the value cannot be encoded
     */
    void set(String key, V value, Duration ttl);

    /**
     * Deletes a key. Deleting an absent key does nothing.
     *
     * @param key the key
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     */
    void delete(String key);

    /**
     * Tells whether a key is present. The value is not decoded.
     *
     * @param key the key
     * @return whether the key is present
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     */
    boolean exists(String key);

    /**
     * Returns the value of a key with its version and expiry.
     *
     * @param key the key
     * @return the entry, empty when the key is absent
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVCodecException if the stored bytes are no value of this type
     */
    Optional<Entry<V>> entry(String key);

    /**
     * Writes an entry if a condition holds, deciding and writing in one step.
     *
     * @param key the key
     * @param value the value
     * @param options condition and time to live
     * @return the new entry's version, empty when the condition did not hold and nothing was written
     * @throws KVUnsupportedException if there is a condition and the store lacks {@link Capability#CONDITIONAL_WRITES}
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVLimitException if the value is too large
     * @throws KVCodecException if the value cannot be encoded
     */
    Optional<Version> put(String key, V value, PutOptions options);

    /**
     * Deletes a key if it is present with an expected version, deciding and deleting in one step.
     *
     * @param key the key
     * @param expected the version
     * @return whether the key was deleted; false when it was absent or had another version
     * @throws KVUnsupportedException if the store lacks {@link Capability#CONDITIONAL_WRITES}
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     */
    boolean delete(String key, Version expected);

    /**
     * Changes an entry by a function of what it holds now: reads, calls {@code next}, writes if nobody else wrote meanwhile, and begins
     * again otherwise. The entry's remaining time to live is kept. A result equal to the current value writes nothing.
     *
     * @param key the key
     * @param next makes the new value of the current one, each empty for absent; an empty result deletes. It may be called several
     *     times, must have no side effects, and its exception is passed on with nothing written
     * @return the entry as it is after the call, empty when the key is absent then
     * @throws KVContentionException if others kept winning until the operation timeout; nothing was written
     * @throws KVUnsupportedException if the store lacks {@link Capability#CONDITIONAL_WRITES}
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVLimitException if the new value is too large
     * @throws KVCodecException if the stored bytes are no value of this type, or the new value cannot be encoded
     */
    Optional<Entry<V>> compute(String key, UnaryOperator<Optional<V>> next);

    /**
     * Returns the values of several keys. Each is read at a moment of its own.
     *
     * @param keys the keys; a repeated key counts once
     * @return the values of the keys that are present, in the order of {@code keys}
     * @throws KVInvalidKeyException if a key is empty, too long or malformed; nothing was read
     * @throws KVCodecException if stored bytes are no value of this type
     */
    Map<String, V> getAll(Collection<String> keys);

    /**
     * Writes several entries that do not expire. Not atomic: others may see some of them before the rest.
     *
     * @param values the values by key
     * @throws KVBatchException if some were not written, or may not have been; it tells which
     * @throws KVInvalidKeyException if a key is empty, too long or malformed; nothing was written
     * @throws KVLimitException if a value is too large; nothing was written
     * @throws KVCodecException if a value cannot be encoded; nothing was written
     */
    void setAll(Map<String, V> values);

    /**
     * Deletes several keys. Not atomic: others may see some of them deleted before the rest.
     *
     * @param keys the keys; a repeated key counts once
     * @throws KVBatchException if some were not deleted, or may not have been; it tells which
     * @throws KVInvalidKeyException if a key is empty, too long or malformed; nothing was deleted
     */
    void deleteAll(Collection<String> keys);

    /**
     * Writes several keys all or nothing: when the call returns true every step was applied, and nobody saw only a part.
     *
     * <pre>{@code
     * boolean moved = store.atomically(batch -> batch
     *     .delete("queue/7", entry.version())
     *     .set("done/7", entry.value()));
     * }</pre>
     *
     * @param steps adds the steps to the batch; its exception is passed on with nothing written. No steps: nothing happens
     * @return whether all was written; false when a step's condition did not hold and nothing was written
     * @throws IllegalArgumentException if a key has two steps
     * @throws KVUnsupportedException if the store lacks {@link Capability#ATOMIC_BATCHES}
     * @throws KVLimitException if there are more than {@link Batch#MAX_STEPS} steps, or a value is too large
     */
    boolean atomically(Consumer<Batch<V>> steps);

    /**
     * Lists the keys that begin with a prefix. Each key that is present from the beginning of the listing to its end appears exactly
     * once; one that is written or deleted meanwhile may or may not appear. The listing is complete, or an exception ends it.
     *
     * <p>The stream reads page by page as it is consumed and holds nothing between pages, so it need not be closed.
     *
     * @param prefix the prefix by characters, empty for all keys
     * @return the keys, in the order that {@link Capability#ORDERED} tells
     * @throws KVInvalidKeyException if the prefix is too long or malformed
     */
    Stream<String> keys(String prefix);

    /**
     * Lists the entries whose keys begin with a prefix, as {@link #keys} lists keys.
     *
     * @param prefix the prefix by characters, empty for all entries
     * @return the entries, in the order that {@link Capability#ORDERED} tells; the stream throws {@link KVCodecException} where stored
     *     bytes are no value of this type
     * @throws KVInvalidKeyException if the prefix is too long or malformed
     */
    Stream<Entry<V>> entries(String prefix);

    /**
     * Returns a part of the listing of the entries whose keys begin with a prefix. Over all pages each key that is present throughout
     * appears at least once, and again only if it was rewritten meanwhile. Cursors keep nothing in the store, do not expire, and may
     * come from untrusted clients.
     *
     * @param prefix the prefix by characters, empty for all entries
     * @param limit the most entries wanted, 1 to 1,000; there may be fewer, or none, before the last page
     * @param cursor the {@link Page#nextCursor()} of the page before, or null for the first page
     * @return the page
     * @throws IllegalArgumentException if {@code limit} is out of range, or {@code cursor} is not one that this store gave for this
     *     prefix
     * @throws KVInvalidKeyException if the prefix is too long or malformed
     * @throws KVCodecException if stored bytes are no value of this type
     */
    Page<V> page(String prefix, int limit, @Nullable String cursor);

    /**
     * Observes the changes of the entries whose keys begin with a prefix: every one that is committed after this method returns.
     *
     * <p>Changes of one key arrive in their order, one call at a time; of several changes of a key in quick succession only the last may
     * arrive. Writers are never held up: when the listener is too slow, or the engine was away too long, the listener gets {@link
     * Change.Lost}. The listener runs on a managed thread with the application's class loader, without a request context or a
     * transaction. An exception from it, or an entry that cannot be decoded, is logged, delivered as {@code Lost} in the latter case,
     * and the watch goes on.
     *
     * @param prefix the prefix by characters, empty for all entries
     * @param listener receives the changes
     * @return the running watch, to be closed by the caller
     * @throws KVUnsupportedException if the store lacks {@link Capability#WATCH}
     * @throws KVInvalidKeyException if the prefix is too long or malformed
     */
    Watch watch(String prefix, Consumer<Change<V>> listener);
}
