package dev.kvcdi.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link Backend#scan} lists. */
public final class ScanRequest {

    private final String prefix;
    private final int limit;
    private final boolean withValues;
    private final byte @Nullable [] position;

    private ScanRequest(String prefix, int limit, boolean withValues, byte @Nullable [] position) {
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        this.limit = limit;
        this.withValues = withValues;
        this.position = position;
    }

    /**
     * Lists entries.
     *
     * @param prefix what the keys begin with, without lone surrogates, at most {@link Key#MAX_BYTES} bytes; may be empty
     * @param limit the most entries wanted, at least 1
     * @param withValues whether the values are needed
     * @param position the {@link ScanResult#next()} of the part before, or null to begin. It may come from an untrusted client: the
     *     driver checks it
     * @return the request
     */
    public static ScanRequest of(String prefix, int limit, boolean withValues, byte @Nullable [] position) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, not " + limit);
        }
        return new ScanRequest(prefix, limit, withValues, position);
    }

    /**
     * Returns what the keys begin with.
     *
     * @return the prefix
     */
    public String prefix() {
        return prefix;
    }

    /**
     * Returns the most entries wanted.
     *
     * @return the limit, at least 1
     */
    public int limit() {
        return limit;
    }

    /**
     * Tells whether the values are needed.
     *
     * @return whether the values are needed
     */
    public boolean withValues() {
        return withValues;
    }

    /**
     * Returns where to go on.
     *
     * @return the position, untrusted, or null to begin
     */
    public byte @Nullable [] position() {
        return position;
    }
}
