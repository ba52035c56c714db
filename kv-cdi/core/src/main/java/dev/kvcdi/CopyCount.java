package dev.kvcdi;

/** What {@link KVStores#copy} counts. */
public enum CopyCount {

    /** Entries of the source that the last pass looked at. */
    LISTED,

    /** Entries written to the target, in all passes; one that changed between passes counts again. */
    COPIED,

    /** Entries whose value and expiry the last pass found in the target already, whoever wrote them. */
    UNCHANGED,

    /** Entries removed from the target, in all passes: the copy wrote them, and the source has them no longer. */
    REMOVED,

    /** Entries that somebody else wrote to the target, with another value or expiry than the source's. The last pass left them alone. */
    CONFLICTS,

    /**
     * Entries that somebody else wrote to the target, and that the source does not have. The last pass left them alone. They are looked
     * for at rest only.
     */
    FOREIGN,

    /** Entries that expired, by the clock of either store, while the last pass was about to write them. They need no copy. */
    EXPIRED,

    /**
     * Entries that the last pass could not settle: somebody changed them in the target at that very moment, or it stayed unknown whether a
     * write was applied. A further pass settles them.
     */
    UNSETTLED
}
