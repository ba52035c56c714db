package dev.kvcdi;

import java.util.Set;
import java.util.function.Function;

/**
 * A durable map of texts by key, kept by the engine that the configuration names, and the source of its other views.
 *
 * <p>Values are text in strict UTF-8: stored bytes that are no UTF-8 are a {@link KVCodecException}, and {@link #bytes()} reads them.
 * All views show the same entries.
 *
 * <pre>{@code
 * @Inject KVStore store;
 *
 * store.set("greeting", "hello");
 * store.set("session/17", token, Duration.ofMinutes(30));
 * store.get("greeting").ifPresent(System.out::println);
 * store.json(Person.class).set("person/1", new Person("Ada", 36));
 * }</pre>
 *
 * @see TypedKVStore TypedKVStore, for keys, values, errors and transactions
 */
public interface KVStore extends TypedKVStore<String> {

    /**
     * Returns the store's name.
     *
     * @return the name, {@value Store#DEFAULT} for the unnamed store
     */
    String name();

    /**
     * Returns the name of the driver that keeps the store, as in {@code kv.driver}. It is for people, on pages and in logs; what code has
     * to know of an engine, {@link #capabilities()} says.
     *
     * @return the name, such as {@code rocksdb}
     */
    String driver();

    /**
     * Returns the view of the entries as bytes. Arrays are copied where they would otherwise be shared.
     *
     * @return the view
     */
    TypedKVStore<byte[]> bytes();

    /**
     * Returns the view of the entries as JSON, by Jakarta JSON Binding. Documents nested deeper than 100 levels are a {@link
     * KVCodecException}.
     *
     * @param <T> the values' type
     * @param type a class or record that JSON-B maps
     * @return the view
     */
    <T> TypedKVStore<T> json(Class<T> type);

    /**
     * Returns the view of the entries through a codec.
     *
     * @param <T> the values' type
     * @param codec makes values of bytes and bytes of values
     * @return the view
     */
    <T> TypedKVStore<T> as(Codec<T> codec);

    /**
     * Returns the entries whose keys begin with a prefix as a store of their own: the prefix is added to keys going in and stripped from
     * keys coming out. Prefixes add up.
     *
     * @param prefix the prefix, with its separator if one is wanted
     * @return the view; its {@link #name()} and {@link #driver()} are this store's
     * @throws KVInvalidKeyException if the prefix is too long or malformed
     */
    KVStore prefixed(String prefix);

    /**
     * Copies all entries into another store: what {@link KVStores#copy} does.
     *
     * @param target the other store
     * @param options how to copy
     * @return what was done, and whether the stores are equal
     * @throws IllegalArgumentException as from {@link KVStores#copy}
     * @throws KVException as from {@link KVStores#copy}
     */
    CopyResult copyTo(KVStore target, CopyOptions options);

    /**
     * Returns what the store can do beyond what every store can. When the engine was not reached yet, this is what the driver may have,
     * and a capability may turn out to be missing.
     *
     * @return the capabilities, unmodifiable
     */
    Set<Capability> capabilities();

    /**
     * Calls a function with the engine's own object, for what this API does not offer. Closing the store waits for the function to
     * return; the object must not be used afterwards, and never be closed. While the function runs, a connection that failed is not
     * replaced. What is done to the object is not portable and can break the promises of this interface.
     *
     * @param <N> the native type, such as {@code org.rocksdb.RocksDB}
     * @param <R> the result's type
     * @param type the native type
     * @param use the function; its exception is passed on
     * @return the function's result
     * @throws KVUnsupportedException if the engine has no such object; the message lists those it has
     */
    <N, R> R withNative(Class<N> type, Function<? super N, R> use);
}
