package dev.kvcdi;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How {@link KVStores#copy} copies.
 *
 * <pre>{@code
 * CopyOptions.online(journal).withEntriesPerSecond(2_000);
 * CopyOptions.atRest().withJournal(journal).withProgress(progress -> ...);
 * }</pre>
 */
public final class CopyOptions {

    /** The most passes, unless {@link #withPasses} says otherwise. */
    public static final int DEFAULT_PASSES = 10;

    private static final CopyOptions AT_REST = new CopyOptions(true, null, null, DEFAULT_PASSES, false, progress -> {});

    private final boolean atRest;
    private final @Nullable KVStore journal;
    private final @Nullable Integer entriesPerSecond;
    private final int passes;
    private final boolean overwriting;
    private final Consumer<? super CopyProgress> progress;

    private CopyOptions(
            boolean atRest,
            @Nullable KVStore journal,
            @Nullable Integer entriesPerSecond,
            int passes,
            boolean overwriting,
            Consumer<? super CopyProgress> progress) {
        this.atRest = atRest;
        this.journal = journal;
        this.entriesPerSecond = entriesPerSecond;
        this.passes = passes;
        this.overwriting = overwriting;
        this.progress = progress;
    }

    /**
     * Copies while others may write to the source. Nothing is removed from the target, and the result is never {@linkplain
     * CopyResult#converged converged}: that takes a further copy {@linkplain #atRest at rest}.
     *
     * @param journal keeps what the copy wrote, as in {@link #withJournal}; without it the copy at rest would take what changes in
     *     between for conflicts
     * @return the options
     */
    public static CopyOptions online(KVStore journal) {
        return new CopyOptions(
                false, Objects.requireNonNull(journal, "journal"), null, DEFAULT_PASSES, false, progress -> {});
    }

    /**
     * Copies while nobody writes to the source, as the caller promises; removes what the source has no longer, and tells whether the
     * stores are equal then.
     *
     * @return the options, without a journal
     */
    public static CopyOptions atRest() {
        return AT_REST;
    }

    /**
     * Keeps what the copy wrote in a store, so that a later copy of the same stores goes on from there. The journal has an entry of about 150
     * bytes for each entry that was written, under a digest of its key, and one with the place that was reached, which may contain
     * a key. One store keeps the journals of any number of copies, told apart by the names, drivers and prefixes of the stores. It
     * can be deleted when the move is over; until then nobody else may write to it.
     *
     * @param store keeps the journal; it shares no entries with source and target, and should be {@linkplain Capability#PERSISTENT
     *     persistent}
     * @return the options
     */
    public CopyOptions withJournal(KVStore store) {
        return new CopyOptions(
                atRest, Objects.requireNonNull(store, "store"), entriesPerSecond, passes, overwriting, progress);
    }

    /**
     * Spares the stores: looks at no more than so many entries a second.
     *
     * @param entries the most entries a second, at least 1
     * @return the options
     * @throws IllegalArgumentException if {@code entries} is less than 1
     */
    public CopyOptions withEntriesPerSecond(int entries) {
        if (entries < 1) {
            throw new IllegalArgumentException("A copy looks at 1 entry a second at least, not " + entries);
        }
        return new CopyOptions(atRest, journal, entries, passes, overwriting, progress);
    }

    /**
     * Ends after so many passes even if the last one had something to do.
     *
     * @param most the most passes, 1 to 1,000; {@value #DEFAULT_PASSES} unless set
     * @return the options
     * @throws IllegalArgumentException if {@code most} is out of range
     */
    public CopyOptions withPasses(int most) {
        if (most < 1 || most > 1_000) {
            throw new IllegalArgumentException("A copy has 1 to 1,000 passes, not " + most);
        }
        return new CopyOptions(atRest, journal, entriesPerSecond, most, overwriting, progress);
    }

    /**
     * Overwrites what others wrote to the target where the source has the same key. What the source does not have is left alone even so.
     *
     * @return the options
     */
    public CopyOptions withOverwriting() {
        return new CopyOptions(atRest, journal, entriesPerSecond, passes, true, progress);
    }

    /**
     * Reports progress.
     *
     * @param listener called after each part of up to 1,000 entries, by the thread that copies, which waits for it. Its exception ends
     *     the copy and is passed on, with what was copied in place
     * @return the options
     */
    public CopyOptions withProgress(Consumer<? super CopyProgress> listener) {
        return new CopyOptions(
                atRest, journal, entriesPerSecond, passes, overwriting, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Tells whether nobody writes to the source.
     *
     * @return whether the copy is {@linkplain #atRest at rest}
     */
    public boolean isAtRest() {
        return atRest;
    }

    /**
     * Returns the journal.
     *
     * @return the store that keeps it, empty when it is kept in memory
     */
    public Optional<KVStore> journal() {
        return Optional.ofNullable(journal);
    }

    /**
     * Returns the throttle.
     *
     * @return the most entries a second, empty when there is no limit
     */
    public OptionalInt entriesPerSecond() {
        return entriesPerSecond == null ? OptionalInt.empty() : OptionalInt.of(entriesPerSecond);
    }

    /**
     * Returns the most passes.
     *
     * @return the most passes, 1 to 1,000
     */
    public int passes() {
        return passes;
    }

    /**
     * Tells whether the copy overwrites what others wrote.
     *
     * @return whether it {@linkplain #withOverwriting overwrites}
     */
    public boolean isOverwriting() {
        return overwriting;
    }

    /**
     * Returns the listener.
     *
     * @return what progress is reported to
     */
    public Consumer<? super CopyProgress> progress() {
        return progress;
    }

    @Override
    public String toString() {
        return "CopyOptions[atRest=" + atRest
                + ", journal=" + (journal == null ? "none" : "present")
                + ", entriesPerSecond=" + (entriesPerSecond == null ? "unlimited" : entriesPerSecond)
                + ", passes=" + passes
                + ", overwriting=" + overwriting + "]";
    }
}
