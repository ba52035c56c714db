package dev.kvcdi.internal.copy;

/**
 * What the passes of one copy share.
 *
 * @param from the source
 * @param to the target
 * @param journal what the copy wrote
 * @param tally what it counted
 * @param pace how fast it goes
 * @param overwriting whether it overwrites what others wrote
 */
record Run(Side from, Side to, Journal journal, Tally tally, Pace pace, boolean overwriting) {

    /** The most entries of a part with values, and the most bytes that they may have on each side. */
    private static final int MOST_ENTRIES = 250;

    private static final long MOST_BYTES = 32L * 1_024 * 1_024;

    private static final int MOST_KEYS = 1_000;

    /** How many entries are held at a time. */
    int entriesAtOnce() {
        long largest = Math.max(1, Math.max(from.largestValue(), to.largestValue()));
        return pace.part((int) Math.max(1, Math.min(MOST_ENTRIES, MOST_BYTES / largest)));
    }

    /** How many keys are held at a time. */
    int keysAtOnce() {
        return pace.part(MOST_KEYS);
    }
}
