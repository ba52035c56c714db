package dev.kvcdi.internal.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where configuration is looked up. */
public interface Lookup {

    /**
     * A configured value.
     *
     * @param text the value
     * @param raw the value as it was written, before expressions in it were expanded
     * @param source where it came from, for messages
     * @param own whether it is the application's own, so that an unknown key there is a mistake of the application; false for an
     *     environment that serves other applications too
     */
    record Value(String text, String raw, String source, boolean own) {}

    /**
     * Looks a key up, in all spellings that the configuration allows for it.
     *
     * @param key the key, such as {@code kv.rocksdb.path}
     * @return the value; empty when there is none, or an empty one
     * @throws RuntimeException if the value cannot be made out, such as one with an expression that has no value
     */
    Optional<Value> find(String key);

    /**
     * Returns the names that have values, as far as the sources list them.
     *
     * @return the names, those of environment variables in their own spelling
     */
    Set<String> names();

    /**
     * Looks up in a map.
     *
     * @param values the values by key
     * @param source what the map is, for messages
     * @return the look-up, all of whose values are the application's own
     */
    static Lookup of(Map<String, String> values, String source) {
        var copy = Map.copyOf(values);
        return new Lookup() {
            @Override
            public Optional<Value> find(String key) {
                return Optional.ofNullable(copy.get(key))
                        .filter(text -> !text.isEmpty())
                        .map(text -> new Value(text, text, source, true));
            }

            @Override
            public Set<String> names() {
                return copy.keySet();
            }
        };
    }
}
