package dev.kvcdi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a listing, with the cursor that leads to the next part.
 *
 * <p>A page may have fewer entries than asked for, or none, and still not be the last: only an absent {@link #nextCursor()} ends the
 * listing.
 *
 * @param <V> the values' type
 */
public final class Page<V> {

    private final List<Entry<V>> entries;
    private final @Nullable String nextCursor;

    private Page(List<Entry<V>> entries, @Nullable String nextCursor) {
        this.entries = List.copyOf(entries);
        this.nextCursor = nextCursor;
    }

    /**
     * Returns a page of these entries.
     *
     * @param <V> the values' type
     * @param entries the entries, copied
     * @param nextCursor the cursor of the next page, or null when this is the last
     * @return the page
     */
    public static <V> Page<V> of(List<Entry<V>> entries, @Nullable String nextCursor) {
        return new Page<>(entries, nextCursor);
    }

    /**
     * Returns the entries.
     *
     * @return the entries, unmodifiable
     */
    public List<Entry<V>> entries() {
        return entries;
    }

    /**
     * Returns the cursor of the next page: an opaque text of characters that need no escaping in a URL.
     *
     * @return the cursor, empty when this page is the last
     */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }

    /**
     * Returns this page with other values.
     *
     * @param <W> the other values' type
     * @param mapping makes the other value of each one
     * @return the page
     */
    public <W> Page<W> map(Function<? super V, ? extends W> mapping) {
        return new Page<>(entries.stream().map(entry -> entry.<W>map(mapping)).toList(), nextCursor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Page<?> that
                && entries.equals(that.entries)
                && Objects.equals(nextCursor, that.nextCursor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(entries, nextCursor);
    }

    /** Returns the number of entries and whether more follow. */
    @Override
    public String toString() {
        return "Page[entries=" + entries.size() + ", last=" + (nextCursor == null) + "]";
    }
}
