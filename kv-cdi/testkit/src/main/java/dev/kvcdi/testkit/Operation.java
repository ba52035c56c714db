package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A call of the API on a text view, made with a text in the place of a key or a prefix.
 *
 * @param title what a report shows
 * @param name the operation's name in the API
 * @param needs the capabilities without which it is refused
 * @param writes whether it may change the store
 * @param severalKeys whether the API lets it take several keys, so that its failures name none
 * @param call makes the call, and reads its result to the end
 */
record Operation(String title, String name, Set<Capability> needs, boolean writes, boolean severalKeys, Call call) {

    /** Makes a call. */
    @FunctionalInterface
    interface Call {

        /** Calls the operation with a key or a prefix. */
        void on(TypedKVStore<String> store, String text);
    }

    private static final Version FOREIGN = Version.of("no-such-version");
    private static final Set<Capability> NOTHING = Set.of();
    private static final Set<Capability> CONDITIONS = Set.of(Capability.CONDITIONAL_WRITES);
    private static final Set<Capability> ATOMIC = Set.of(Capability.ATOMIC_BATCHES);
    private static final Set<Capability> BOTH = Set.of(Capability.ATOMIC_BATCHES, Capability.CONDITIONAL_WRITES);

    /** The value that writing operations write. */
    static final String VALUE = "written by an operation";

    /** Every operation that takes a key, in each of its forms. */
    static List<Operation> onKeys() {
        return List.of(
                read("get", TypedKVStore::get),
                write("set", NOTHING, (store, key) -> store.set(key, VALUE)),
                write("set with ttl", NOTHING, (store, key) -> store.set(key, VALUE, Duration.ofHours(1))),
                write("delete", NOTHING, TypedKVStore::delete),
                read("exists", TypedKVStore::exists),
                read("entry", TypedKVStore::entry),
                write("put", NOTHING, (store, key) -> store.put(key, VALUE, PutOptions.always())),
                write("put ifAbsent", CONDITIONS, (store, key) -> store.put(key, VALUE, PutOptions.ifAbsent())),
                write("put ifPresent", CONDITIONS, (store, key) -> store.put(key, VALUE, PutOptions.ifPresent())),
                write(
                        "put ifVersion",
                        CONDITIONS,
                        (store, key) -> store.put(key, VALUE, PutOptions.ifVersion(FOREIGN))),
                write("delete expected", CONDITIONS, (store, key) -> store.delete(key, FOREIGN)),
                write("compute", CONDITIONS, (store, key) -> store.compute(key, value -> Optional.of(VALUE))),
                several("getAll", NOTHING, false, (store, key) -> store.getAll(List.of("a", key))),
                several("setAll", NOTHING, true, (store, key) -> store.setAll(Map.of("a", VALUE, key, VALUE))),
                several("deleteAll", NOTHING, true, (store, key) -> store.deleteAll(List.of("a", key))),
                several(
                        "atomically set",
                        ATOMIC,
                        true,
                        (store, key) -> store.atomically(b -> b.set("a", VALUE).set(key, VALUE))),
                several(
                        "atomically set with ttl",
                        ATOMIC,
                        true,
                        (store, key) -> store.atomically(b -> b.set("a", VALUE).set(key, VALUE, Duration.ofHours(1)))),
                several(
                        "atomically put",
                        BOTH,
                        true,
                        (store, key) ->
                                store.atomically(b -> b.set("a", VALUE).put(key, VALUE, PutOptions.ifAbsent()))),
                several(
                        "atomically delete",
                        ATOMIC,
                        true,
                        (store, key) -> store.atomically(b -> b.set("a", VALUE).delete(key))),
                several(
                        "atomically delete expected",
                        BOTH,
                        true,
                        (store, key) -> store.atomically(b -> b.set("a", VALUE).delete(key, FOREIGN))));
    }

    /** Every operation that takes a prefix. */
    static List<Operation> onPrefixes() {
        return List.of(
                several(
                        "keys",
                        NOTHING,
                        false,
                        (store, prefix) -> store.keys(prefix).forEach(key -> {})),
                several(
                        "entries",
                        NOTHING,
                        false,
                        (store, prefix) -> store.entries(prefix).forEach(entry -> {})),
                several("page", NOTHING, false, (store, prefix) -> store.page(prefix, 10, null)),
                several(
                        "watch",
                        Set.of(Capability.WATCH),
                        false,
                        (store, prefix) -> store.watch(prefix, change -> {}).close()));
    }

    /** The operations that a store has, of all that take a key or a prefix. */
    static List<Operation> of(KVStore store) {
        return Stream.concat(onKeys().stream(), onPrefixes().stream())
                .filter(operation -> operation.allowedOn(store))
                .toList();
    }

    boolean allowedOn(KVStore store) {
        return store.capabilities().containsAll(needs);
    }

    @Override
    public String toString() {
        return title;
    }

    private static Operation read(String title, Call call) {
        return new Operation(title, nameOf(title), NOTHING, false, false, call);
    }

    private static Operation write(String title, Set<Capability> needs, Call call) {
        return new Operation(title, nameOf(title), needs, true, false, call);
    }

    private static Operation several(String title, Set<Capability> needs, boolean writes, Call call) {
        return new Operation(title, nameOf(title), needs, writes, true, call);
    }

    private static String nameOf(String title) {
        int end = title.indexOf(' ');
        return end < 0 ? title : title.substring(0, end);
    }
}
