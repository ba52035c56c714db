package dev.kvcdi.cdi;

import dev.kvcdi.Capability;
import java.lang.reflect.Type;
import java.util.Set;

/**
 * An injection point of ours.
 *
 * @param target which store it wants
 * @param type the wanted type, {@code KVStore} or a parameterized {@code TypedKVStore}
 * @param key the type, comparable
 * @param requires the capabilities that it requires
 * @param place where it is, for messages
 */
record Want(Target target, Type type, TypeKey key, Set<Capability> requires, String place) {

    /** Which store an injection point wants. */
    sealed interface Target {

        /** The store of {@code @Store(name)}. */
        record Named(String name) implements Target {}

        /** No name: the default store, unless the application has a bean of its own. */
        record Unnamed() implements Target {}

        /** {@code @Any}: whatever stores there are. */
        record Every() implements Target {}
    }
}
