package dev.kvcdi.sample.events;

import dev.kvcdi.Change;
import dev.kvcdi.Entry;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/**
 * An event as listeners get it.
 *
 * @param name the store's name; {@code open} for the first event, nothing for a heartbeat
 * @param data what happened, in JSON and without any value
 */
record StoreEvent(String name, String data) {

    /** The first event: what is listed from now on and what is told from now on leave no gap. */
    static final StoreEvent OPEN = new StoreEvent("open", "{}");

    /** A comment, which clients ignore: it only shows whether somebody is still there. */
    static final StoreEvent HEARTBEAT = new StoreEvent("", "");

    static StoreEvent of(String store, Change<?> change) {
        if (change instanceof Change.Put<?> put) {
            return of(store, put.entry());
        }
        if (change instanceof Change.Removed<?> removed) {
            return event(store, "removed", Json.createObjectBuilder().add("key", removed.key()));
        }
        return lost(store);
    }

    /** Says that changes may be missing: the listener lists again. */
    static StoreEvent lost(String store) {
        return event(store, "lost", Json.createObjectBuilder());
    }

    private static StoreEvent of(String store, Entry<?> entry) {
        JsonObjectBuilder more = Json.createObjectBuilder()
                .add("key", entry.key())
                .add("etag", '"' + entry.version().text() + '"');
        entry.expiry().ifPresent(expiry -> more.add("expires_at", expiry.toString()));
        return event(store, "put", more);
    }

    private static StoreEvent event(String store, String change, JsonObjectBuilder more) {
        return new StoreEvent(
                store,
                Json.createObjectBuilder()
                        .add("change", change)
                        .addAll(more)
                        .build()
                        .toString());
    }
}
