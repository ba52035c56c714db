package dev.kvcdi.spi;

/** Notification of changes. Goes with {@link dev.kvcdi.Capability#WATCH}. */
public interface WatchFacet {

    /**
     * Begins to tell changes. Every write that is committed after this method returns is told, or {@link Sink#lost()} is.
     *
     * @param prefix what the keys begin with; may be empty
     * @param sink receives the changes; its methods return at once and throw nothing
     * @return ends the watch when closed: no call of the sink begins after that
     */
    Registration watch(String prefix, Sink sink);

    /** Receives the changes of a watch: for each key in the order of commits, one call at a time for each key. */
    interface Sink {

        /**
         * Tells that an entry was written.
         *
         * @param entry the entry, whose arrays belong to the sink
         */
        void put(StoredEntry entry);

        /**
         * Tells that a key was deleted; expiry is not told.
         *
         * @param key the key's text
         */
        void removed(String key);

        /** Tells that changes may have been missed; those from now on are told. */
        void lost();
    }

    /** A running watch. */
    interface Registration extends AutoCloseable {

        /** Ends the watch and leaves nothing of it in the engine. */
        @Override
        void close();
    }
}
