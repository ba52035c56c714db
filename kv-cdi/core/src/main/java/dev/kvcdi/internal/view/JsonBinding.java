package dev.kvcdi.internal.view;

import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.StoreContext;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import org.jspecify.annotations.Nullable;

/**
 * The store's own {@link Jsonb}, made when a value is first coded and closed with the store. No class of JSON-B is loaded before, so that
 * a store without JSON needs none.
 */
final class JsonBinding {

    private final StoreContext context;
    private volatile @Nullable Jsonb jsonb;
    private boolean closed;

    JsonBinding(StoreContext context, boolean closed) {
        this.context = context;
        this.closed = closed;
    }

    Jsonb get() {
        Jsonb made = jsonb;
        return made != null ? made : make();
    }

    private synchronized Jsonb make() {
        Jsonb made = jsonb;
        if (made != null) {
            return made;
        }
        if (closed) {
            throw StoreParts.closedFailure();
        }
        made = create();
        jsonb = made;
        return made;
    }

    /** JSON-B looks for its provider with the thread's class loader, which on a thread of the JDK's own pool sees none. */
    private static Jsonb create() {
        try {
            return JsonbBuilder.create();
        } catch (JsonbException e) {
            return createByOwnLoader(e);
        }
    }

    private static Jsonb createByOwnLoader(JsonbException first) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(JsonBinding.class.getClassLoader());
        try {
            return JsonbBuilder.create();
        } catch (JsonbException e) {
            e.addSuppressed(first);
            throw new UncodableException(
                    "there is no JSON-B provider; enable the server's JSON-B feature, or add one", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    synchronized void close() {
        closed = true;
        Jsonb made = jsonb;
        jsonb = null;
        if (made == null) {
            return;
        }
        try {
            made.close();
        } catch (Exception e) {
            CoreMessage.JSONB_NOT_CLOSED.logThrown(context.logger(), e, context.name(), context.driver());
        }
    }
}
