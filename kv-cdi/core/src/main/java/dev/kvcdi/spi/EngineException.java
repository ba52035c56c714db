package dev.kvcdi.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure of an engine, as its driver understands it. The core makes the exception of the API of it, with the store, the operation
 * and the key.
 */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kinds of failures, each of which the core turns into one exception of the API. */
    public enum Kind {
        /** {@link dev.kvcdi.KVUnavailableException}. */
        UNAVAILABLE,
        /** {@link dev.kvcdi.KVTimeoutException}. */
        TIMEOUT,
        /** {@link dev.kvcdi.KVThrottledException}. */
        THROTTLED,
        /** {@link dev.kvcdi.KVAccessDeniedException}. */
        ACCESS_DENIED,
        /** {@link dev.kvcdi.KVLimitException}. */
        LIMIT,
        /** {@link dev.kvcdi.KVStorageException}. */
        STORAGE,
        /** {@link dev.kvcdi.KVStorageFullException}. */
        STORAGE_FULL,
        /** {@link dev.kvcdi.KVCorruptionException}. */
        CORRUPTION,
        /** {@link dev.kvcdi.KVUnsupportedException}. */
        UNSUPPORTED,
        /** {@link dev.kvcdi.KVClosedException}. */
        CLOSED,
        /** {@link dev.kvcdi.KVOutcomeUnknownException}: the write may have been applied. Every other kind says that it was not. */
        OUTCOME_UNKNOWN
    }

    /** What kind of failure it is. */
    private final Kind kind;

    /**
     * Makes a failure.
     *
     * @param kind what kind of failure it is
     * @param message what is wrong, where, and what to do about it, without keys, values and secrets
     * @param cause the native failure, or null
     */
    public EngineException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /**
     * Returns what kind of failure it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
