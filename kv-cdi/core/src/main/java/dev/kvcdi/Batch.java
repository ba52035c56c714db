package dev.kvcdi;

import java.time.Duration;

/**
 * The steps of one all-or-nothing write, collected inside {@link TypedKVStore#atomically}. Each key has at most one step, and a batch
 * at most {@value #MAX_STEPS} steps.
 *
 * <p>A batch is used by the thread that called {@code atomically} and only during that call; later use is an {@link
 * IllegalStateException}.
 *
 * @param <V> the values' type
 */
public interface Batch<V> {

    /** The most steps a batch has. */
    int MAX_STEPS = 100;

    /**
     * Adds the step that writes an entry which does not expire.
     *
     * @param key the key
     * @param value the value
     * @return this batch
     * @throws IllegalArgumentException if the key has a step already
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVLimitException if the value is too large or the batch is full
     */
    Batch<V> set(String key, V value);

    /**
     * Adds the step that writes an entry which expires.
     *
     * @param key the key
     * @param value the value
     * @param ttl time to live, as in {@link PutOptions#withTtl}
     * @return this batch
     * @throws IllegalArgumentException if the key has a step already, or {@code ttl} is out of range
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVLimitException if the value is too large or the batch is full
     */
    Batch<V> set(String key, V value, Duration ttl);

    /**
     * Adds the step that writes an entry under a condition. When the condition is lost, no step of the batch is applied.
     *
     * @param key the key
     * @param value the value
     * @param options condition and time to live
     * @return this batch
     * @throws IllegalArgumentException if the key has a step already
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVLimitException if the value is too large or the batch is full
     */
    Batch<V> put(String key, V value, PutOptions options);

    /**
     * Adds the step that deletes a key, absent or not.
     *
     * @param key the key
     * @return this batch
     * @throws IllegalArgumentException if the key has a step already
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVLimitException if the batch is full
     */
    Batch<V> delete(String key);

    /**
     * Adds the step that deletes a key of an expected version. When it has another version or is absent, no step of the batch is
     * applied.
     *
     * @param key the key
     * @param expected the version
     * @return this batch
     * @throws IllegalArgumentException if the key has a step already
     * @throws KVInvalidKeyException if the key is empty, too long or malformed
     * @throws KVLimitException if the batch is full
     */
    Batch<V> delete(String key, Version expected);

    /**
     * Returns this batch seen through another view of the same store, to add steps of another type or under another prefix.
     *
     * @param <T> the other view's value type
     * @param view a view of the same store
     * @return the same batch, with the view's keys and values
     * @throws IllegalArgumentException if {@code view} belongs to another store
     */
    <T> Batch<T> in(TypedKVStore<T> view);
}
