package dev.kvcdi;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How far {@link KVStores#copy} has come. It has counts only, no keys and no values. */
public final class CopyProgress {

    /** What the copy is doing. */
    public enum Phase {
        /** Looks for keys and values that the target cannot take. */
        CHECKING,
        /** Goes through the source and writes to the target. */
        COPYING,
        /** Goes through the target and removes what the source has no longer. */
        REMOVING
    }

    private final Phase phase;
    private final int pass;
    private final Map<CopyCount, Long> counts;

    private CopyProgress(Phase phase, int pass, Map<CopyCount, Long> counts) {
        this.phase = Objects.requireNonNull(phase, "phase");
        this.pass = pass;
        this.counts = new EnumMap<>(CopyCount.class);
        this.counts.putAll(counts);
    }

    /**
     * Returns the progress with these counts.
     *
     * @param phase what the copy is doing
     * @param pass the number of the pass, from 1 on; 0 while checking
     * @param counts what was counted so far, copied; what is missing is 0
     * @return the progress
     */
    public static CopyProgress of(Phase phase, int pass, Map<CopyCount, Long> counts) {
        return new CopyProgress(phase, pass, counts);
    }

    /**
     * Returns what the copy is doing.
     *
     * @return the phase
     */
    public Phase phase() {
        return phase;
    }

    /**
     * Returns which pass runs.
     *
     * @return the number of the pass, from 1 on; 0 while checking
     */
    public int pass() {
        return pass;
    }

    /**
     * Returns how many of something there were so far.
     *
     * @param what what was counted; what counts for the last pass counts for this one
     * @return the number
     */
    public long count(CopyCount what) {
        return counts.getOrDefault(Objects.requireNonNull(what, "what"), 0L);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CopyProgress that
                && phase == that.phase
                && pass == that.pass
                && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(phase, pass, counts);
    }

    @Override
    public String toString() {
        return "CopyProgress[phase=" + phase + ", pass=" + pass + ", counts=" + counts + "]";
    }
}
