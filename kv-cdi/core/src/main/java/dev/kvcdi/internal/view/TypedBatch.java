package dev.kvcdi.internal.view;

import dev.kvcdi.Batch;
import dev.kvcdi.Condition;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Key;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an atomic batch, seen through one view.
 *
 * @param <V> the values' type
 */
final class TypedBatch<V> implements Batch<V> {

    private final Steps steps;
    private final Namespace names;
    private final Coding<V> coding;

    TypedBatch(Steps steps, TypedView<V> view) {
        this.steps = steps;
        this.names = view.names();
        this.coding = view.coding();
    }

    @Override
    public Batch<V> set(String key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        return put(key, value, null, Condition.none());
    }

    @Override
    public Batch<V> set(String key, V value, Duration ttl) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(ttl, "ttl");
        return put(key, value, ttl, Condition.none());
    }

    @Override
    public Batch<V> put(String key, V value, PutOptions options) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(options, "options");
        return put(key, value, options.ttl().orElse(null), options.condition());
    }

    @Override
    public Batch<V> delete(String key) {
        Objects.requireNonNull(key, "key");
        steps.delete(key(key), Condition.none());
        return this;
    }

    @Override
    public Batch<V> delete(String key, Version expected) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(expected, "expected");
        steps.delete(key(key), Condition.version(expected));
        return this;
    }

    @Override
    public <T> Batch<T> in(TypedKVStore<T> view) {
        Objects.requireNonNull(view, "view");
        steps.checkUse();
        TypedView<T> other = Introduction.to(view);
        if (other == null || other.store() != steps.store()) {
            throw new IllegalArgumentException("The view is none of the store '"
                    + steps.store().context().name() + "'; a batch writes to one store only");
        }
        return new TypedBatch<>(steps, other);
    }

    private Batch<V> put(String key, V value, @Nullable Duration ttl, Condition condition) {
        Key whole = key(key);
        if (ttl != null) {
            PutOptions.ttl(ttl); // checks its range
        }
        byte[] bytes = coding.encode(Steps.OPERATION, whole.text(), value);
        // The bytes view encodes an array as itself, and its owner may change it before the batch is written.
        steps.put(whole, bytes == (Object) value ? bytes.clone() : bytes, ttl, condition);
        return this;
    }

    private Key key(String key) {
        steps.checkUse();
        Key whole = names.key(Steps.OPERATION, key);
        steps.checkStep(whole);
        return whole;
    }
}
