package dev.kvcdi.sample.events;

import dev.kvcdi.Change;
import dev.kvcdi.Entry;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;

/**
 * An event as listeners get it.
 *
 * @param name the store's name; {@code open} for the first event, nothing for a heartbeat
 * @param data what happened, without any value
 */
record StoreEvent(String name, JsonObject data) {

    private static final String KEY = "key";

    /** After a disconnect a browser waits so long, in milliseconds, before it comes again. */
    private static final long RECONNECT_MILLIS = 2_000;

    /** The first event: what is listed from now on and what is told from now on leave no gap. */
    static final StoreEvent OPEN = new StoreEvent("open", JsonValue.EMPTY_JSON_OBJECT);

    /** A comment, which clients ignore: it only shows whether somebody is still there. */
    static final StoreEvent HEARTBEAT = new StoreEvent("", JsonValue.EMPTY_JSON_OBJECT);

    static StoreEvent of(String store, Change<?> change) {
        if (change instanceof Change.Put<?> put) {
            return of(store, put.entry());
        }
        if (change instanceof Change.Removed<?> removed) {
            return event(store, "removed", Json.createObjectBuilder().add(KEY, removed.key()));
        }
        return lost(store);
    }

    /** Says that changes may be missing: the listener lists again. */
    static StoreEvent lost(String store) {
        return event(store, "lost", Json.createObjectBuilder());
    }

    /** Returns this event for who sees the keys with a prefix alone, and without it; empty when it is about another key. */
    Optional<StoreEvent> below(String prefix) {
        String key = data.getString(KEY, prefix);
        if (!key.startsWith(prefix)) {
            return Optional.empty();
        }
        return Optional.of(
                data.containsKey(KEY)
                        ? new StoreEvent(
                                name,
                                Json.createObjectBuilder(data)
                                        .add(KEY, key.substring(prefix.length()))
                                        .build())
                        : this);
    }

    /** Makes the event as it is sent. */
    OutboundSseEvent outbound(Sse sse) {
        if (equals(HEARTBEAT)) {
            return sse.newEventBuilder().comment("still here").build();
        }
        OutboundSseEvent.Builder builder = sse.newEventBuilder().name(name).data(String.class, data.toString());
        return (equals(OPEN) ? builder.reconnectDelay(RECONNECT_MILLIS) : builder).build();
    }

    private static StoreEvent of(String store, Entry<?> entry) {
        JsonObjectBuilder more = Json.createObjectBuilder()
                .add(KEY, entry.key())
                .add("etag", '"' + entry.version().text() + '"');
        entry.expiry().ifPresent(expiry -> more.add("expires_at", expiry.toString()));
        return event(store, "put", more);
    }

    private static StoreEvent event(String store, String change, JsonObjectBuilder more) {
        return new StoreEvent(
                store,
                Json.createObjectBuilder().add("change", change).addAll(more).build());
    }
}
