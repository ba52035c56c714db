package dev.kvcdi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link TypedKVStore#setAll setAll} or {@link TypedKVStore#deleteAll deleteAll} was applied in part, or may have been. */
public class KVBatchException extends KVException {

    private static final long serialVersionUID = 1L;

    /** What became of a key. */
    public enum Fate {
        /** The write was applied. */
        APPLIED,
        /** The write was not applied. */
        NOT_APPLIED,
        /** The write may have been applied. */
        UNKNOWN
    }

    /** The fates by key. */
    private final LinkedHashMap<String, Fate> fates;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param fates what became of each key of the batch, copied
     * @param cause the native failure, or null
     */
    public KVBatchException(Context context, String message, Map<String, Fate> fates, @Nullable Throwable cause) {
        super(FailureNumbers.BATCH, context, message, cause);
        this.fates = new LinkedHashMap<>(fates);
    }

    /**
     * Returns what became of each key.
     *
     * @return the fates by key, as the caller gave the keys, unmodifiable
     */
    public Map<String, Fate> fates() {
        return Collections.unmodifiableMap(fates);
    }
}
