package dev.kvcdi.sample.http;

import static java.util.Map.entry;

import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVContentionException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStorageFullException;
import dev.kvcdi.KVThrottledException;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.KVUnsupportedException;
import java.util.Map;

/** The table of what is told of each kind of failure of a store. */
final class StoreProblems {

    private static final int SOON = 1;
    private static final int LATER = 5;

    static final Problem CONTENTION = Problem.of(503, "Others kept changing the entry. Nothing was written.")
            .withRetryAfter(SOON);

    private static final Problem OTHER =
            Problem.of(500, "The store failed. A write was not applied. The server's log has the reason.");

    private static final Map<Class<? extends KVException>, Problem> TABLE = Map.ofEntries(
            entry(KVInvalidKeyException.class, Problem.of(400, "A key has 1 to 1,024 bytes of well-formed UTF-8.")),
            entry(
                    KVLimitException.class,
                    Problem.of(413, "The value is larger than the store takes (kv.max-value-bytes).")),
            entry(
                    KVOutcomeUnknownException.class,
                    Problem.of(503, "The write may or may not have been applied. Read before you write again.")
                            .withType(Problem.OUTCOME_UNKNOWN)),
            entry(
                    KVUnavailableException.class,
                    Problem.of(503, "The store cannot be reached now; it goes on trying. A write was not applied.")
                            .withRetryAfter(LATER)),
            entry(
                    KVClosedException.class,
                    Problem.of(503, "The application is stopping. A write was not applied.")
                            .withRetryAfter(LATER)),
            entry(
                    KVThrottledException.class,
                    Problem.of(503, "The store takes no more load now. A write was not applied.")
                            .withRetryAfter(SOON)),
            entry(KVContentionException.class, CONTENTION),
            entry(
                    KVTimeoutException.class,
                    Problem.of(504, "The store did not answer in time. A write was not applied.")),
            entry(
                    KVStorageFullException.class,
                    Problem.of(507, "The store has no room left. Nothing was written; reading goes on.")),
            entry(
                    KVUnsupportedException.class,
                    Problem.of(501, "The store's engine cannot do this, such as writing under a precondition.")),
            entry(
                    KVCodecException.class,
                    Problem.of(
                            500,
                            "What is stored here is not of the expected form. A DELETE without precondition removes it.")));

    private StoreProblems() {}

    /** The store and operation stay in the log: they are nothing that a client can act on. */
    static Problem of(KVException failure) {
        return TABLE.getOrDefault(failure.getClass(), OTHER);
    }
}
