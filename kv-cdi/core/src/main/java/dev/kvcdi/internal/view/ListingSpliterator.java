package dev.kvcdi.internal.view;

import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A listing that reads part by part as it is consumed and holds nothing of the engine in between.
 *
 * @param <T> what it lists
 */
final class ListingSpliterator<T> extends Spliterators.AbstractSpliterator<T> {

    private final Listing<?> listing;
    private final int partSize;
    private final boolean withValues;
    private final Function<StoredEntry, T> mapping;

    private Iterator<StoredEntry> part = List.<StoredEntry>of().iterator();
    private byte @Nullable [] position;
    private boolean begun;

    /**
     * The keys listed so far, where the engine does not list in order: there, a key that is rewritten during the listing may come again.
     * An engine that lists in order goes on behind the last key and needs no memory of them.
     */
    private @Nullable Set<String> listed;

    ListingSpliterator(Listing<?> listing, int partSize, boolean withValues, Function<StoredEntry, T> mapping) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
        this.listing = listing;
        this.partSize = partSize;
        this.withValues = withValues;
        this.mapping = mapping;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        while (true) {
            while (part.hasNext()) {
                StoredEntry next = part.next();
                if (listed == null || listed.add(next.key())) {
                    action.accept(mapping.apply(next));
                    return true;
                }
            }
            if (!readPart()) {
                return false;
            }
        }
    }

    private boolean readPart() {
        if (begun && position == null) {
            return false;
        }
        ScanResult read = listing.part(partSize, withValues, position);
        if (!begun) {
            begun = true;
            listed = listing.isOrdered() ? null : new HashSet<>();
        }
        if (read.entries().isEmpty() && position != null && Arrays.equals(position, read.next())) {
            throw listing.stuck();
        }
        position = read.next();
        part = read.entries().iterator();
        return true;
    }
}
