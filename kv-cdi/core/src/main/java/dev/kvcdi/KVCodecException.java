package dev.kvcdi;

import org.jspecify.annotations.Nullable;

/**
 * A value cannot be made of the stored bytes, or bytes of a value. {@link KVStore#bytes()} reads an entry of any content.
 */
public class KVCodecException extends KVException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param context where it happened
     * @param message what is wrong and what to do about it, without keys and values
     * @param cause the native failure, or null
     */
    public KVCodecException(Context context, String message, @Nullable Throwable cause) {
        super(FailureNumbers.CODEC, context, message, cause);
    }
}
