package dev.kvcdi.spi;

import dev.kvcdi.Condition;
import java.util.Objects;

/** What {@link Backend#put} writes. */
public final class PutRequest implements WriteRequest {

    private final Key key;
    private final byte[] value;
    private final long expiryMillis;
    private final Condition condition;

    private PutRequest(Key key, byte[] value, long expiryMillis, Condition condition) {
        this.key = Objects.requireNonNull(key, "key");
        this.value = Objects.requireNonNull(value, "value");
        this.expiryMillis = expiryMillis;
        this.condition = Objects.requireNonNull(condition, "condition");
    }

    /**
     * Writes an entry.
     *
     * @param key the key
     * @param value the value, which the driver neither keeps nor changes
     * @param expiryMillis when it expires, in milliseconds since the epoch, or {@link StoredEntry#NEVER}
     * @param condition what must hold of the key
     * @return the request
     */
    public static PutRequest of(Key key, byte[] value, long expiryMillis, Condition condition) {
        return new PutRequest(key, value, expiryMillis, condition);
    }

    @Override
    public Key key() {
        return key;
    }

    /**
     * Returns the value.
     *
     * @return the bytes, which must be neither kept nor changed
     */
    public byte[] value() {
        return value;
    }

    /**
     * Returns when the entry expires.
     *
     * @return milliseconds since the epoch, or {@link StoredEntry#NEVER}
     */
    public long expiryMillis() {
        return expiryMillis;
    }

    @Override
    public Condition condition() {
        return condition;
    }
}
