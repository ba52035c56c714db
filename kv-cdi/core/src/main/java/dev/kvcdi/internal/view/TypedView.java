package dev.kvcdi.internal.view;

import dev.kvcdi.Batch;
import dev.kvcdi.Change;
import dev.kvcdi.Codec;
import dev.kvcdi.Condition;
import dev.kvcdi.Entry;
import dev.kvcdi.Page;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Version;
import dev.kvcdi.Watch;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store, or of a namespace in it, through a codec. What concerns one key at one moment is done here, and the rest by
 * {@link Computation}, {@link ManyKeys}, {@link Listing} and {@link RunningWatch}.
 *
 * @param <V> the values' type
 */
class TypedView<V> implements TypedKVStore<V> {

    private final StoreParts store;
    private final Namespace names;
    private final Coding<V> coding;

    TypedView(StoreParts store, Namespace names, Codec<V> codec) {
        this.store = store;
        this.names = names;
        this.coding = new Coding<>(store.failures(), codec);
    }

    final StoreParts store() {
        return store;
    }

    final Namespace names() {
        return names;
    }

    final Coding<V> coding() {
        return coding;
    }

    @Override
    public Optional<V> get(String key) {
        Key whole = names.key("get", key);
        Optional<StoredEntry> found = read("get", GetRequest.of(whole));
        return found.isPresent()
                ? Optional.of(coding.decode("get", whole.text(), found.get().value()))
                : Optional.empty();
    }

    @Override
    public boolean exists(String key) {
        Key whole = names.key("exists", key);
        return read("exists", GetRequest.withoutValue(whole)).isPresent();
    }

    @Override
    public Optional<Entry<V>> entry(String key) {
        Key whole = names.key("entry", key);
        Optional<StoredEntry> found = read("entry", GetRequest.of(whole));
        return found.isPresent() ? Optional.of(coding.entry("entry", key, found.get())) : Optional.empty();
    }

    @Override
    public void set(String key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        write("set", key, value, null, Condition.none());
    }

    @Override
    public void set(String key, V value, Duration ttl) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(ttl, "ttl");
        write("set", key, value, ttl, Condition.none());
    }

    @Override
    public Optional<Version> put(String key, V value, PutOptions options) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(options, "options");
        return write("put", key, value, options.ttl().orElse(null), options.condition());
    }

    @Override
    public void delete(String key) {
        erase(names.key("delete", key), Condition.none());
    }

    @Override
    public boolean delete(String key, Version expected) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(expected, "expected");
        return erase(names.key("delete", key), Condition.version(expected));
    }

    private Optional<StoredEntry> read(String operation, GetRequest request) {
        try {
            return store.backend().get(request);
        } catch (RuntimeException e) {
            throw store.failures().ofRead(operation, request.key().text(), e);
        }
    }

    private Optional<Version> write(
            String operation, String key, V value, @Nullable Duration ttl, Condition condition) {
        Key whole = names.key(operation, key);
        if (ttl != null) {
            PutOptions.ttl(ttl); // checks its range
        }
        byte[] bytes = coding.encode(operation, whole.text(), value);
        PutRequest request = PutRequest.of(whole, bytes, store.expiryMillis(ttl), condition);
        try {
            Optional<Version> version = store.backend().put(request);
            if (version.isEmpty() && condition.kind() == Condition.Kind.NONE) {
                throw new IllegalStateException("A put without a condition was told to have lost it");
            }
            return version;
        } catch (RuntimeException e) {
            throw store.failures().ofWrite(operation, whole.text(), e);
        }
    }

    private boolean erase(Key whole, Condition condition) {
        try {
            return store.backend().delete(DeleteRequest.of(whole, condition));
        } catch (RuntimeException e) {
            throw store.failures().ofWrite("delete", whole.text(), e);
        }
    }

    @Override
    public Optional<Entry<V>> compute(String key, UnaryOperator<Optional<V>> next) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(next, "next");
        return new Computation<>(store, coding, key, names.key("compute", key), next).run();
    }

    @Override
    public Map<String, V> getAll(Collection<String> keys) {
        return new ManyKeys<>(this).get(keys);
    }

    @Override
    public void setAll(Map<String, V> values) {
        new ManyKeys<>(this).set(values);
    }

    @Override
    public void deleteAll(Collection<String> keys) {
        new ManyKeys<>(this).delete(keys);
    }

    @Override
    public boolean atomically(Consumer<Batch<V>> steps) {
        Objects.requireNonNull(steps, "steps");
        if (steps instanceof Introduction<V> introduction) {
            introduction.met(this);
            return false;
        }
        return Steps.apply(this, steps);
    }

    @Override
    public Stream<String> keys(String prefix) {
        return new Listing<>(this, "keys", prefix).keys();
    }

    @Override
    public Stream<Entry<V>> entries(String prefix) {
        return new Listing<>(this, "entries", prefix).entries();
    }

    @Override
    public Page<V> page(String prefix, int limit, @Nullable String cursor) {
        return new Listing<>(this, "page", prefix).page(limit, cursor);
    }

    @Override
    public Watch watch(String prefix, Consumer<Change<V>> listener) {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(listener, "listener");
        return store.watches().start(this, names.wholePrefix("watch", prefix), listener);
    }

    /** Returns the store's name and driver. */
    @Override
    public String toString() {
        return "Store '" + store.context().name() + "' (" + store.context().driver() + ")";
    }
}
