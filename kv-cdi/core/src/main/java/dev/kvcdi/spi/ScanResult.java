package dev.kvcdi.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a listing, with the position that leads to the next part. */
public final class ScanResult {

    /**
     * The bytes of values at which a part ends, whatever the limit of entries, so that it fits into memory: {@value}. The last value may
     * exceed them.
     */
    public static final int ENOUGH_BYTES = 8 << 20;

    private final List<StoredEntry> entries;
    private final byte @Nullable [] next;

    private ScanResult(List<StoredEntry> entries, byte @Nullable [] next) {
        this.entries = List.copyOf(entries);
        this.next = next;
    }

    /**
     * Returns a part.
     *
     * @param entries the entries, at most as many as were asked for, and no more after {@link #ENOUGH_BYTES} of values; may be empty before
     *     the last part
     * @param next where the next part begins, at most {@value Key#MAX_BYTES} bytes in a form of the driver's own; null when this part is
     *     the last
     * @return the part
     */
    public static ScanResult of(List<StoredEntry> entries, byte @Nullable [] next) {
        return new ScanResult(entries, next);
    }

    /**
     * Returns the entries.
     *
     * @return the entries, unmodifiable
     */
    public List<StoredEntry> entries() {
        return entries;
    }

    /**
     * Returns where the next part begins.
     *
     * @return the position, or null when this part is the last
     */
    public byte @Nullable [] next() {
        return next;
    }
}
