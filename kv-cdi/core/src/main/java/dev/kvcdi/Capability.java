package dev.kvcdi;

/**
 * Something that a store can do on some engines and not on others.
 *
 * <p>What is not listed here (reading, writing, deleting, expiry, batches, complete listing) works on every engine. An operation
 * that needs a capability which the store lacks throws {@link KVUnsupportedException} before the engine is asked.
 */
public enum Capability {

    /**
     * Writes with a condition: {@link TypedKVStore#put put} with {@link PutOptions#ifAbsent() ifAbsent}, {@link
     * PutOptions#ifPresent() ifPresent} or {@link PutOptions#ifVersion(Version) ifVersion}, {@link TypedKVStore#delete(String,
     * Version) delete of an expected version} and {@link TypedKVStore#compute compute}.
     */
    CONDITIONAL_WRITES,

    /** All-or-nothing writes of several keys: {@link TypedKVStore#atomically atomically}. */
    ATOMIC_BATCHES,

    /** Notification of changes: {@link TypedKVStore#watch watch}. */
    WATCH,

    /**
     * Listings ({@link TypedKVStore#keys keys}, {@link TypedKVStore#entries entries}, {@link TypedKVStore#page page}) come in the
     * order of the keys' UTF-8 bytes, compared as unsigned numbers. Without it the order is unspecified.
     */
    ORDERED,

    /** Entries survive the end of the server's process. */
    PERSISTENT
}
