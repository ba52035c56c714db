package dev.kvcdi.internal.view;

import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.CopyOptions;
import dev.kvcdi.CopyResult;
import dev.kvcdi.KVException;
import dev.kvcdi.KVStore;
import dev.kvcdi.Version;
import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.internal.copy.Copy;
import dev.kvcdi.internal.copy.Side;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A view as the source or the target of a copy. */
final class CopySide implements Side {

    private static final String OPERATION = "copy";

    private final TypedView<String> view;
    private final StoreParts store;
    private final Namespace names;

    private CopySide(TypedView<String> view) {
        this.view = view;
        this.store = view.store();
        this.names = view.names();
    }

    /** Copies a view into another store, which may be a proxy, as the journal may. */
    static CopyResult copy(TypedView<String> from, KVStore target, CopyOptions options) {
        TypedView<String> to = known("The target", target);
        checkApart("Source and target", from, to);
        if (options.journal().isPresent()) {
            TypedView<String> journal = known("The journal", options.journal().get());
            checkApart("Source and journal", from, journal);
            checkApart("Target and journal", to, journal);
        }
        return Copy.run(new CopySide(from), new CopySide(to), options);
    }

    private static TypedView<String> known(String what, KVStore store) {
        TypedView<String> view = Introduction.to(store);
        if (view == null) {
            throw new IllegalArgumentException(what + " is no store of this library ("
                    + store.getClass().getName() + "); a copy reads and writes beneath the views");
        }
        return view;
    }

    private static void checkApart(String what, TypedView<String> one, TypedView<String> other) {
        if (one.store() == other.store() && one.names().overlaps(other.names())) {
            throw new IllegalArgumentException(what + " share entries of the store '"
                    + one.store().context().name() + "'; take stores, or prefixes, that are apart");
        }
    }

    @Override
    public KVException.Context context() {
        return store.failures().context(OPERATION, null);
    }

    @Override
    public List<String> identity() {
        return List.of(store.context().name(), store.context().driver(), names.wholePrefix(OPERATION, ""));
    }

    @Override
    public void copied(String source, String result) {
        StoreContext context = store.context();
        CoreMessage.COPIED.log(context.logger(), context.name(), context.driver(), source, result);
    }

    @Override
    public long now() {
        return store.context().clock().millis();
    }

    @Override
    public long largestValue() {
        return store.context().maxValueBytes();
    }

    @Override
    public int longestKey() {
        return names.longestKey();
    }

    @Override
    public boolean canHave(String key) {
        return Key.of(names.wholePrefix(OPERATION, "").concat(key)).isPresent();
    }

    @Override
    public boolean hasConditions() {
        try {
            return store.backend().capabilities().contains(Capability.CONDITIONAL_WRITES);
        } catch (RuntimeException e) {
            throw store.failures().ofRead(OPERATION, null, e);
        }
    }

    @Override
    public Optional<Part> part(int limit, boolean withValues, byte @Nullable [] position) {
        Optional<ScanResult> read = new Listing<>(view, OPERATION, "").partFrom(limit, withValues, position);
        return read.map(part -> new Part(
                part.entries().stream()
                        .map(stored -> new Item(names.stripped(stored.key()), stored))
                        .toList(),
                part.next()));
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<String> keys) {
        return store.getAll(
                OPERATION, keys.stream().map(key -> names.key(OPERATION, key)).toList());
    }

    @Override
    public Optional<Version> put(String key, StoredEntry content, Condition condition) {
        Key whole = names.key(OPERATION, key);
        try {
            return store.backend().put(PutRequest.of(whole, content.value(), content.expiryMillis(), condition));
        } catch (RuntimeException e) {
            throw store.failures().ofWrite(OPERATION, whole.text(), e);
        }
    }

    @Override
    public boolean delete(String key, Version expected) {
        Key whole = names.key(OPERATION, key);
        try {
            return store.backend().delete(DeleteRequest.of(whole, Condition.version(expected)));
        } catch (RuntimeException e) {
            throw store.failures().ofWrite(OPERATION, whole.text(), e);
        }
    }
}
