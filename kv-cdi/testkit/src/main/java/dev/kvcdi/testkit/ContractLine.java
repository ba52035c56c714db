package dev.kvcdi.testkit;

/**
 * The lines of the contract: everything that a store promises on every driver. {@code CONTRACT.md} lists the tests of each, and is
 * itself tested.
 */
enum ContractLine {
    KEY_LENGTH("A key has 1 to 1,024 bytes of UTF-8."),
    KEY_CHARACTERS(
            "A key holds any characters, and comes back as it went in: nothing is normalized, trimmed or folded."),
    KEY_INVALID("An empty, too long or malformed key or prefix is a KVInvalidKeyException before the engine is asked."),
    KEY_PREFIXED("With a prefixed view the whole key counts."),
    NULLS("A null argument is a NullPointerException."),

    VALUE_SIZE("A value has 0 to kv.max-value-bytes bytes; more is a KVLimitException before the engine is asked."),
    VALUE_TEXT("Text is strict UTF-8: what cannot be decoded or encoded is a KVCodecException, and never U+FFFD."),
    VALUE_BYTES("The view bytes() reads and replaces what a text or typed view cannot decode."),
    VALUE_OWNED("Arrays given in are neither kept nor changed, and arrays given out belong to the caller."),

    ABSENT("Never written, deleted and expired keys cannot be told apart by any operation."),
    ABSENT_DELETE("Deleting an absent key does nothing."),

    EXPIRY_MILLIS("A time to live counts in milliseconds, rounded up."),
    EXPIRY_RANGE("A time to live that is zero, negative or beyond 100 years is an IllegalArgumentException."),
    EXPIRY_CLEARED("Writing without a time to live clears an expiry."),
    EXPIRY_MOMENT("An entry is expired from the moment on at which the clock reads its expiry."),
    EXPIRY_FILTERED("Reads, conditions, listings and batches see no expired entry, removed or not."),

    VERSION_FORM("A version is a text of 1 to 64 characters that are legal inside an ETag."),
    VERSION_UNIQUE("A version is never issued twice for a key, also after deletion, expiry and restart."),
    VERSION_FOREIGN("Any text makes a version; a foreign or outdated one loses the condition."),

    PUT_IF_ABSENT("ifAbsent writes only when the key is absent, and replaces an expired entry."),
    PUT_IF_PRESENT("ifPresent writes only when the key is present."),
    PUT_IF_VERSION("ifVersion writes only when the key is present with this version."),
    PUT_LOST("A lost condition is an empty result, with nothing written."),
    DELETE_IF_VERSION("delete of an expected version deletes only when the key is present with it."),
    RACES("Of racing conditional writes exactly one wins, also beside plain writes and batches."),
    LINEARIZABLE("The operations on a key take effect one at a time, each between its call and its return."),
    OUTCOME_UNKNOWN(
            "Only a KVOutcomeUnknownException leaves open whether a write was applied; it is never reported as a lost condition."),

    COMPUTE_RETRIES("compute calls its function again when another write came between."),
    COMPUTE_THROWS("An exception of compute's function goes through, and nothing is written."),
    COMPUTE_EMPTY("An empty result of compute's function deletes."),
    COMPUTE_EQUAL("An equal result of compute's function writes nothing."),
    COMPUTE_EXPIRY("compute keeps the remaining time to live."),
    COMPUTE_CONTENTION("compute gives up with a KVContentionException after the timeout."),
    COMPUTE_UNKNOWN("compute never applies its function again after an unknown outcome."),

    BATCH_DUPLICATES("Batches fold duplicates."),
    BATCH_ORDER("getAll's result has the order of the keys, without the absent ones."),
    BATCH_CHECKED("A batch with an illegal key or value is refused with nothing written."),
    BATCH_PARTIAL("A batch that fails in part is a KVBatchException with each key's fate."),

    ATOMIC_ALL("atomically applies all steps, or none when a condition is lost or the steps throw."),
    ATOMIC_VISIBLE("Nobody sees only a part of an atomic batch."),
    ATOMIC_ONE_STEP("Two steps of a key are an IllegalArgumentException."),
    ATOMIC_LIMIT("More than 100 steps are a KVLimitException."),
    ATOMIC_VIEWS("batch.in(view) takes steps of other types and prefixes, and only of views of the same store."),
    ATOMIC_SCOPE("A batch cannot be used after the call."),

    LIST_PREFIX("A listing has exactly the keys that begin with the prefix, by characters."),
    LIST_ORDER("With ORDERED, listings come in the order of the keys' UTF-8 bytes."),
    LIST_COMPLETE("keys and entries have each key that exists throughout exactly once, or end with an exception."),
    LIST_STREAM("Streams can be left half-read, and need no closing."),
    PAGE_COMPLETE("Over all pages each key that exists throughout appears, and again only if it was rewritten."),
    PAGE_LIMIT("A page has at most its limit of entries, 1 to 1,000, and only an absent next cursor ends the listing."),
    PAGE_CURSOR("Cursors of other stores or prefixes and forged ones are refused, and none leaves the prefix."),

    WATCH_COVERS("When watch returns, every later commit is covered."),
    WATCH_ORDER("Changes of a key arrive in order, one call at a time."),
    WATCH_CONVERGES("Either every key's last change arrives, or the listener gets Lost."),
    WATCH_PREFIX("A watch tells only of keys that begin with its prefix."),
    WATCH_EXPIRY("Expiry makes no change; a Put carries its expiry."),
    WATCH_NOTHING("Lost conditions, equal results and deletes of absent keys make no change."),
    WATCH_SLOW("Listeners never block writers, and what they throw does not end the watch."),
    WATCH_CLOSE("close() stops deliveries and leaves nothing behind."),

    COPY("A copy makes another store equal in keys, bytes and expiries, and says so only when it is."),
    COPY_OTHERS("A copy neither overwrites nor removes what others wrote to its target."),
    COPY_RESUMES("A copy that broke off goes on later, with what it wrote known as its own."),

    VIEWS("All views show the same entries, and prefixed views add their prefix going in and strip it coming out."),
    INTERRUPTS(
            "The interrupt flag is kept, and an interrupted write that throws and may be applied is an unknown outcome."),
    TIMEOUTS("Every call ends within kv.timeout plus a second."),
    OUTAGE_TOLD(
            "While an engine is away, reads fail as unavailable or timed out, and a write that may be applied is an unknown outcome."),
    OUTAGE_HEALS("Ten seconds after an engine is back, everything works again."),
    OUTAGE_LOSES_NOTHING("Outages lose no acknowledged write and no condition that holds."),
    CLOSED("Every operation of a closed store is a KVClosedException, and closing is safe against running calls."),
    PERSISTENT("With PERSISTENT, entries, expiries and versions survive a restart."),
    STORES("Stores share nothing."),
    CAPABILITIES("What a store lacks is refused by name, and never half done."),
    ERRORS("A failure names store, driver, operation and key, and its message holds no key and no value."),
    NATIVE("withNative gives the engine's own object, and refuses types that the engine does not have."),
    BACKEND(
            "A backend keeps what the driver interface says where the API hides it: limits, positions, arrays, lazy versions."),
    DECLARATION("A driver's name, keys, capabilities, measures and places are legal."),
    RANDOM("Any sequence of operations has the results that the in-memory driver gives.");

    private final String text;

    ContractLine(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
