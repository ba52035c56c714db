package dev.kvcdi.internal.view;

import dev.kvcdi.Batch;
import dev.kvcdi.TypedKVStore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Steps that add nothing, but get to know the view that they are handed to. An injected view is a proxy, which passes on the methods of
 * the interface and has no other door; this goes through one of them, and the view behind it makes itself known.
 *
 * @param <V> the values' type
 */
final class Introduction<V> implements Consumer<Batch<V>> {

    private @Nullable TypedView<V> view;

    private Introduction() {}

    /** The view itself, or null if what looks like a view is none of ours. */
    static <V> @Nullable TypedView<V> to(TypedKVStore<V> proxy) {
        if (proxy instanceof TypedView<V> direct) {
            return direct;
        }
        Introduction<V> introduction = new Introduction<>();
        proxy.atomically(introduction);
        return introduction.view;
    }

    void met(TypedView<V> view) {
        this.view = view;
    }

    /** Called by other implementations only, who take this for steps. */
    @Override
    public void accept(Batch<V> batch) {}
}
