package dev.kvcdi.internal.view;

import dev.kvcdi.Capability;
import dev.kvcdi.KVAccessDeniedException;
import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVCorruptionException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVException.Context;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStorageException;
import dev.kvcdi.KVStorageFullException;
import dev.kvcdi.KVThrottledException;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import org.jspecify.annotations.Nullable;

/** The API's exceptions for what goes wrong in one store. */
final class Failures {

    private final String store;
    private final String driver;

    Failures(StoreContext context) {
        this.store = context.name();
        this.driver = context.driver();
    }

    /** What a failed read gives. */
    KVException ofRead(String operation, @Nullable String key, RuntimeException failure) {
        if (failure instanceof EngineException engine && engine.kind() != EngineException.Kind.OUTCOME_UNKNOWN) {
            return ofKind(operation, key, engine);
        }
        return defect(operation, key, failure);
    }

    /** What a failed write gives: whatever is not known for certain is an unknown outcome. */
    KVException ofWrite(String operation, @Nullable String key, RuntimeException failure) {
        if (failure instanceof EngineException engine) {
            return ofKind(operation, key, engine);
        }
        return new KVOutcomeUnknownException(
                context(operation, key),
                "the write may or may not have been applied, because " + defectOf(failure)
                        + " Read the entry to find out, and report the defect to the driver's authors.",
                failure);
    }

    private KVException ofKind(String operation, @Nullable String key, EngineException failure) {
        Context context = context(operation, key);
        String message = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case UNAVAILABLE -> new KVUnavailableException(context, message, failure);
            case TIMEOUT -> new KVTimeoutException(context, message, failure);
            case THROTTLED -> new KVThrottledException(context, message, failure);
            case ACCESS_DENIED -> new KVAccessDeniedException(context, message, failure);
            case LIMIT -> new KVLimitException(context, message, failure);
            case STORAGE -> new KVStorageException(context, message, failure);
            case STORAGE_FULL -> new KVStorageFullException(context, message, failure);
            case CORRUPTION -> new KVCorruptionException(context, message, failure);
            case UNSUPPORTED -> new KVUnsupportedException(context, message, failure);
            case CLOSED -> new KVClosedException(context, message, failure);
            case OUTCOME_UNKNOWN -> new KVOutcomeUnknownException(context, message, failure);
        };
    }

    /** Why something failed. */
    static String reason(RuntimeException failure) {
        return failure instanceof EngineException ? String.valueOf(failure.getMessage()) : defectOf(failure);
    }

    /** Names the exception only: nobody knows what its message tells. */
    private static String defectOf(RuntimeException failure) {
        return "the driver failed by a defect of its own (" + failure.getClass().getName() + ").";
    }

    /** A driver that broke its contract where nothing was written. */
    KVException defect(String operation, @Nullable String key, RuntimeException failure) {
        return new KVException(
                context(operation, key), defectOf(failure) + " Report it to the driver's authors.", failure);
    }

    /** A driver that broke its contract where nothing was written, without an exception to show for it. */
    KVException defect(String operation, String what) {
        return new KVException(
                context(operation, null),
                "the driver has a defect: " + what + ". Report it to the driver's authors.",
                null);
    }

    KVInvalidKeyException invalidKey(String operation, String key) {
        return new KVInvalidKeyException(
                context(operation, key),
                "the key, with every prefix, must have 1 to " + Key.MAX_BYTES
                        + " bytes of UTF-8 and no lone surrogates; this one is " + whatIsWrong(key) + ".",
                null);
    }

    KVInvalidKeyException invalidPrefix(String operation, String prefix) {
        return new KVInvalidKeyException(
                context(operation, prefix),
                "the prefix, with that of the view, must have at most " + Key.MAX_BYTES
                        + " bytes of UTF-8 and no lone surrogates; this one is " + whatIsWrong(prefix) + ".",
                null);
    }

    private static String whatIsWrong(String key) {
        if (key.isEmpty()) {
            return "empty";
        }
        boolean malformed =
                key.codePoints().anyMatch(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE);
        return malformed ? "malformed" : "too long";
    }

    KVUnsupportedException unsupported(String operation, @Nullable String key, Capability capability) {
        return new KVUnsupportedException(
                context(operation, key),
                "the store lacks the capability " + capability + ". Do without it, or choose a driver that has it.",
                null);
    }

    KVCodecException codec(String operation, @Nullable String key, String message, @Nullable Throwable cause) {
        return new KVCodecException(context(operation, key), message, cause);
    }

    Context context(String operation, @Nullable String key) {
        return Context.of(store, driver, operation, key);
    }
}
