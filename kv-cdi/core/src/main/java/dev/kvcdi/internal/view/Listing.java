package dev.kvcdi.internal.view;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.Page;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A listing of the keys of a view that begin with a prefix, whole or in pages.
 *
 * @param <V> the values' type
 */
final class Listing<V> {

    /** The most entries of a page that an application asks for. */
    static final int MAX_LIMIT = 1_000;

    /** How many keys a stream reads at a time, and how many entries, whose values may be large. */
    private static final int KEYS_A_PART = 1_000;

    private static final int ENTRIES_A_PART = 250;

    private final StoreParts store;
    private final Namespace names;
    private final Coding<V> coding;
    private final String operation;
    private final String prefix;

    Listing(TypedView<V> view, String operation, String prefix) {
        this.store = view.store();
        this.names = view.names();
        this.coding = view.coding();
        this.operation = operation;
        this.prefix = names.wholePrefix(operation, prefix);
    }

    Stream<String> keys() {
        return StreamSupport.stream(new ListingSpliterator<>(this, KEYS_A_PART, false, this::key), false);
    }

    Stream<Entry<V>> entries() {
        return StreamSupport.stream(new ListingSpliterator<>(this, ENTRIES_A_PART, true, this::entry), false);
    }

    Page<V> page(int limit, @Nullable String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("A page's limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
        Cursors cursors = new Cursors(store.context().name(), prefix);
        byte[] position = cursor == null ? null : cursors.position(cursor);
        ScanResult part;
        try {
            part = scan(ScanRequest.of(prefix, limit, true, position));
        } catch (RefusedPositionException e) {
            throw Cursors.refused(e.getCause());
        }
        List<Entry<V>> entries = new ArrayList<>(part.entries().size());
        for (StoredEntry stored : part.entries()) {
            entries.add(entry(stored));
        }
        byte[] next = part.next();
        return Page.of(entries, next == null ? null : cursors.cursor(next));
    }

    /** Reads the part of the listing from a position on. */
    ScanResult part(int limit, boolean withValues, byte @Nullable [] position) {
        try {
            return scan(ScanRequest.of(prefix, limit, withValues, position));
        } catch (RefusedPositionException e) {
            throw store.failures().defect(operation, null, e.getCause());
        }
    }

    /** The same from a position that may be old; empty when the engine refuses it. */
    Optional<ScanResult> partFrom(int limit, boolean withValues, byte @Nullable [] position) {
        try {
            return Optional.of(scan(ScanRequest.of(prefix, limit, withValues, position)));
        } catch (RefusedPositionException e) {
            return Optional.empty();
        }
    }

    private ScanResult scan(ScanRequest request) {
        ScanResult part;
        try {
            part = store.backend().scan(request);
        } catch (IllegalArgumentException e) {
            if (request.position() == null) {
                throw store.failures().defect(operation, null, e);
            }
            throw new RefusedPositionException(e);
        } catch (RuntimeException e) {
            throw store.failures().ofRead(operation, null, e);
        }
        if (part.entries().size() > request.limit()) {
            throw store.failures().defect(operation, "it lists more entries than were asked for");
        }
        for (StoredEntry stored : part.entries()) {
            if (!stored.key().startsWith(prefix)) {
                throw store.failures().defect(operation, "it lists a key that does not begin with the prefix");
            }
        }
        return part;
    }

    /** Tells whether the engine, once it has listed something, lists in order and therefore nothing twice. */
    boolean isOrdered() {
        try {
            return store.backend().capabilities().contains(Capability.ORDERED);
        } catch (RuntimeException e) {
            throw store.failures().ofRead(operation, null, e);
        }
    }

    RuntimeException stuck() {
        return store.failures().defect(operation, "its listing does not get on");
    }

    private String key(StoredEntry stored) {
        return names.stripped(stored.key());
    }

    private Entry<V> entry(StoredEntry stored) {
        return coding.entry(operation, names.stripped(stored.key()), stored);
    }

    /** The engine refuses a position, which is the caller's fault or the driver's. */
    private static final class RefusedPositionException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final IllegalArgumentException refusal;

        RefusedPositionException(IllegalArgumentException refusal) {
            super(refusal);
            this.refusal = refusal;
        }

        @Override
        public IllegalArgumentException getCause() {
            return refusal;
        }
    }
}
