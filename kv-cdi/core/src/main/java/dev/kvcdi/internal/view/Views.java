package dev.kvcdi.internal.view;

import dev.kvcdi.KVStore;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.Backend;
import java.lang.reflect.Type;

/** Makes what applications use of what engines offer. */
public final class Views {

    private Views() {}

    /**
     * Returns a store.
     *
     * @param context the store
     * @param layered its backend, within {@linkplain dev.kvcdi.internal.layer.Layers layers}
     * @return the store, whose watches have to end before its backend does, and which is to be closed after that
     */
    public static OpenStore store(StoreContext context, Backend layered) {
        return new RootView(new StoreParts(context, layered));
    }

    /**
     * A store as its owner holds it. Views of the same {@code OpenStore}, however they were made, are views of one store; two of them over one
     * backend are two stores.
     */
    public interface OpenStore extends KVStore, AutoCloseable {

        /**
         * Returns the view of the entries as JSON of a type that no class names, such as {@code List<Person>}.
         *
         * @param type any type that JSON-B maps
         * @return the view, of values of that type
         */
        TypedKVStore<?> jsonOf(Type type);

        /**
         * Ends the store's watches, without waiting for running listeners. The backend must still be there, and is not closed. Ending
         * them again does nothing.
         */
        void endWatches();

        /**
         * Waits for the listeners of the watches that have ended.
         *
         * @param deadline how long, in {@link System#nanoTime} terms
         */
        void awaitListeners(long deadline);

        /** Lets go of JSON-B, after the running calls, which may still be about to use it. Closing again does nothing. */
        @Override
        void close();
    }
}
