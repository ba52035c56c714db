package dev.kvcdi;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What {@link KVStores#copy} did, and whether the stores are equal. It has counts only, no keys and no values. */
public final class CopyResult {

    private final boolean converged;
    private final int passes;
    private final Map<CopyCount, Long> counts;

    private CopyResult(boolean converged, int passes, Map<CopyCount, Long> counts) {
        this.converged = converged;
        this.passes = passes;
        this.counts = new EnumMap<>(CopyCount.class);
        this.counts.putAll(counts);
    }

    /**
     * Returns the result with these counts.
     *
     * @param converged whether the stores are equal
     * @param passes how many passes there were
     * @param counts what was counted, copied; what is missing is 0
     * @return the result
     */
    public static CopyResult of(boolean converged, int passes, Map<CopyCount, Long> counts) {
        return new CopyResult(converged, passes, counts);
    }

    /**
     * Tells whether both stores had the same entries: the last pass went through all of both, compared value and expiry, and found
     * neither a difference nor anything to do. It is never so for a copy that was not told to be {@linkplain CopyOptions#atRest at
     * rest}; and that nobody writes to the source is the caller's word, which the copy cannot check. Both stores have to be read
     * consistently for it: where an engine is configured to read what may be late, the last writes may have been missed.
     *
     * @return whether the stores are equal
     */
    public boolean converged() {
        return converged;
    }

    /**
     * Returns how many passes there were.
     *
     * @return the number, at least 1
     */
    public int passes() {
        return passes;
    }

    /**
     * Returns how many of something there were.
     *
     * @param what what was counted
     * @return the number
     */
    public long count(CopyCount what) {
        return counts.getOrDefault(Objects.requireNonNull(what, "what"), 0L);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CopyResult that
                && converged == that.converged
                && passes == that.passes
                && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(converged, passes, counts);
    }

    @Override
    public String toString() {
        return "CopyResult[converged=" + converged + ", passes=" + passes + ", counts=" + counts + "]";
    }
}
