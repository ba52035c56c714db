package dev.kvcdi;

import java.util.Objects;

/** What is done with whole stores. All methods are safe for use by several threads. */
public final class KVStores {

    private KVStores() {}

    /**
     * Copies all entries of a store into another, of the same or of another engine: keys, bytes of the values, and expiries. Versions are
     * the target's own. Both may be {@linkplain KVStore#prefixed prefixed} views, whose entries alone are then meant.
     *
     * <pre>{@code
     * KVStores.copy(old, next, CopyOptions.online(journal));                              // while the application writes to old
     * CopyResult last = KVStores.copy(old, next, CopyOptions.atRest().withJournal(journal)); // after it has stopped
     * if (!last.converged()) { ... }
     * }</pre>
     *
     * <p>The copy goes through the source in passes. A pass compares each entry's value and expiry with the target's, and writes what is
     * missing or different, only where the target has nothing or what the copy itself wrote last. An entry that somebody else wrote to
     * the target is counted as a {@linkplain CopyCount#CONFLICTS conflict} and left alone, unless the options {@linkplain
     * CopyOptions#withOverwriting overwrite}. {@linkplain CopyOptions#atRest At rest} a pass also removes from the target what the copy
     * wrote and the source has no longer; what others wrote there is never removed. Passes end with one that changes nothing.
     *
     * <p><b>The copy can be repeated at any time</b>, after a failure too, and then writes only what is not there yet. To tell what it
     * wrote from what others wrote it keeps a journal: in the store that the options name, where a later copy of the same stores finds
     * it, in this or another process; otherwise in memory, about 200 bytes for each entry that it writes, until the call ends. Then an entry of
     * an unfinished copy counts as somebody else's later. Two copies into one target must not run at a time.
     *
     * <p>The call blocks until it is done, for as long as that takes. It holds up to 32 MB of values of each store at a time. Progress and the
     * log have counts only, no keys. A failure of a store ends the copy with that store's exception, with what was copied in place.
     *
     * @param from the source, which is only read
     * @param to the target
     * @param options how to copy
     * @return what was done, and whether the stores are equal
     * @throws IllegalArgumentException if source, target and journal share entries, or one of them is no store of this library
     * @throws KVUnsupportedException if the target lacks {@link Capability#CONDITIONAL_WRITES}; nothing was written
     * @throws KVLimitException if the source has values that are too large for the target. Where the target's {@code
     *     kv.max-value-bytes} is lower than the source's, all of them are looked at before anything is written
     * @throws KVInvalidKeyException if keys of the source are too long behind the target's prefix, or empty without one; nothing was
     *     written
     * @throws KVCancelledException if the thread is interrupted; the flag is kept
     * @throws KVException as any operation of one of the stores
     */
    public static CopyResult copy(KVStore from, KVStore to, CopyOptions options) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(options, "options");
        return from.copyTo(to, options);
    }
}
