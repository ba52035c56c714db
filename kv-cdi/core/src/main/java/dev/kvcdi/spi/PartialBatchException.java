package dev.kvcdi.spi;

import dev.kvcdi.KVBatchException.Fate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A batch that was applied in part, or may have been; {@link dev.kvcdi.KVBatchException} in the API. */
public class PartialBatchException extends EngineException {

    private static final long serialVersionUID = 1L;

    /** The fates by the keys' texts. */
    private final LinkedHashMap<String, Fate> fates = new LinkedHashMap<>();

    /**
     * Makes a failure.
     *
     * @param kind what kind of failure made it stop
     * @param message what is wrong and what to do about it, without keys, values and secrets
     * @param fates what became of each key of the batch, copied
     * @param cause the native failure, or null
     */
    public PartialBatchException(Kind kind, String message, Map<Key, Fate> fates, @Nullable Throwable cause) {
        super(kind, message, cause);
        fates.forEach((key, fate) -> this.fates.put(key.text(), fate));
    }

    /**
     * Returns what became of each key.
     *
     * @return the fates by the keys' texts, in the order of the batch
     */
    public Map<String, Fate> fates() {
        return new LinkedHashMap<>(fates);
    }
}
