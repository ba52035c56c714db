package dev.kvcdi;

import java.util.Objects;

/**
 * What a {@link TypedKVStore#watch watch} tells its listener: an entry was {@linkplain Put written} or {@linkplain Removed deleted},
 * or changes were {@linkplain Lost lost}.
 *
 * <p>An entry that expires makes no change; the {@link Put} that wrote it carries its expiry.
 *
 * @param <V> the values' type
 */
public abstract sealed class Change<V> permits Change.Put, Change.Removed, Change.Lost {

    private Change() {}

    /**
     * Returns the change that wrote an entry.
     *
     * @param <V> the value's type
     * @param entry the entry as written
     * @return the change
     */
    public static <V> Put<V> put(Entry<V> entry) {
        return new Put<>(entry);
    }

    /**
     * Returns the change that deleted a key.
     *
     * @param <V> the values' type
     * @param key the key
     * @return the change
     */
    public static <V> Removed<V> removed(String key) {
        return new Removed<>(key);
    }

    /**
     * Returns the notice that changes were lost.
     *
     * @param <V> the values' type
     * @return the notice
     */
    public static <V> Lost<V> lost() {
        return new Lost<>();
    }

    /**
     * An entry was written.
     *
     * @param <V> the value's type
     */
    public static final class Put<V> extends Change<V> {

        private final Entry<V> entry;

        private Put(Entry<V> entry) {
            this.entry = Objects.requireNonNull(entry, "entry");
        }

        /**
         * Returns the entry as it was written.
         *
         * @return the entry
         */
        public Entry<V> entry() {
            return entry;
        }

        @Override
        public String toString() {
            return "Put[" + entry + "]";
        }
    }

    /**
     * A key was deleted.
     *
     * @param <V> the values' type
     */
    public static final class Removed<V> extends Change<V> {

        private final String key;

        private Removed(String key) {
            this.key = Objects.requireNonNull(key, "key");
        }

        /**
         * Returns the key that was deleted, without the prefix of a {@link KVStore#prefixed prefixed} view.
         *
         * @return the key
         */
        public String key() {
            return key;
        }

        /** Returns a text without the key, since it may be confidential. */
        @Override
        public String toString() {
            return "Removed[]";
        }
    }

    /**
     * Changes may have been missed, because the listener was too slow or the engine was away for too long. The listener lists what it
     * needs again; changes from the moment of this notice on are delivered.
     *
     * @param <V> the values' type
     */
    public static final class Lost<V> extends Change<V> {

        private Lost() {}

        @Override
        public String toString() {
            return "Lost[]";
        }
    }
}
