package dev.kvcdi.internal.view;

import dev.kvcdi.TypedKVStore;
import java.lang.reflect.Type;
import java.util.Objects;

/** A whole store, for whom it belongs to. */
final class RootView extends TextView implements Views.OpenStore {

    RootView(StoreParts store) {
        super(store, new Namespace(store.failures(), ""));
    }

    @Override
    public TypedKVStore<?> jsonOf(Type type) {
        Objects.requireNonNull(type, "type");
        return new TypedView<>(store(), names(), new JsonCodec<>(store().json(), type));
    }

    @Override
    public void endWatches() {
        store().watches().end();
    }

    @Override
    public void awaitListeners(long deadline) {
        store().watches().awaitListeners(deadline);
    }

    @Override
    public void close() {
        store().close();
    }
}
