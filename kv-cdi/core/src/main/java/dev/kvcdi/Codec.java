package dev.kvcdi;

import java.util.Objects;
import java.util.function.Function;

/**
 * The two directions between an application's values and the bytes that a store keeps.
 *
 * <p>A CDI bean of type {@code Codec<T>} is used for every injected {@code TypedKVStore<T>}; without one, values are JSON by JSON-B.
 * Implementations are called by several threads at once.
 *
 * @param <T> the values' type
 */
public interface Codec<T> {

    /**
     * Returns the bytes of a value. An exception reaches the caller as the cause of a {@link KVCodecException}, and nothing is written.
     *
     * @param value the value
     * @return its bytes, not shared with anything that changes later
     */
    byte[] encode(T value);

    /**
     * Returns the value of bytes. An exception reaches the caller as the cause of a {@link KVCodecException}.
     *
     * @param bytes the bytes, which the codec may keep
     * @return the value
     */
    T decode(byte[] bytes);

    /**
     * Returns a codec of two functions.
     *
     * @param <T> the values' type
     * @param encode makes bytes of a value
     * @param decode makes a value of bytes
     * @return the codec
     */
    static <T> Codec<T> of(Function<? super T, byte[]> encode, Function<byte[], ? extends T> decode) {
        Objects.requireNonNull(encode, "encode");
        Objects.requireNonNull(decode, "decode");
        return new Codec<>() {
            @Override
            public byte[] encode(T value) {
                return encode.apply(value);
            }

            @Override
            public T decode(byte[] bytes) {
                return decode.apply(bytes);
            }
        };
    }
}
