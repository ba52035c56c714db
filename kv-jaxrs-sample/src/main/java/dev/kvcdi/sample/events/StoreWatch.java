package dev.kvcdi.sample.events;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.KVException;
import dev.kvcdi.KVStore;
import dev.kvcdi.Watch;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The watch of one store, which all listeners share. Used by one thread at a time. */
final class StoreWatch {

    private static final System.Logger LOG = System.getLogger(StoreWatch.class.getName());

    private final KVStore store;
    private final Consumer<StoreEvent> events;
    private @Nullable Watch watch;

    StoreWatch(KVStore store, Consumer<StoreEvent> events) {
        this.store = store;
        this.events = events;
    }

    /**
     * Begins to watch the store, unless it is being watched. A store that cannot be watched is none that fails the others: its
     * capabilities say so, or it is tried again.
     *
     * @return whether it is watched from now on and was not before
     */
    boolean open() {
        if (watch != null || !store.capabilities().contains(Capability.WATCH)) {
            return false;
        }
        try {
            // As bytes, of which nothing is told: a value that is no text is a change like any other.
            watch = store.bytes()
                    .watch("", (Change<byte[]> change) -> events.accept(StoreEvent.of(store.name(), change)));
            return true;
        } catch (KVException failed) {
            LOG.log(Level.WARNING, "A store is not watched, which is tried again: {0}", failed.getMessage());
            return false;
        }
    }

    /** Says that changes of the store may be missing. */
    void tellLost() {
        events.accept(StoreEvent.lost(store.name()));
    }

    /** Ends the watch, if there is one. */
    void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
