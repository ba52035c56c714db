package dev.kvcdi.spi;

import java.util.Objects;

/** What {@link Backend#get} reads. */
public final class GetRequest {

    private final Key key;
    private final boolean withValue;

    private GetRequest(Key key, boolean withValue) {
        this.key = Objects.requireNonNull(key, "key");
        this.withValue = withValue;
    }

    /**
     * Reads a whole entry.
     *
     * @param key the key
     * @return the request
     */
    public static GetRequest of(Key key) {
        return new GetRequest(key, true);
    }

    /**
     * Reads an entry whose value is not needed. An engine that saves nothing by leaving it out may return it.
     *
     * @param key the key
     * @return the request
     */
    public static GetRequest withoutValue(Key key) {
        return new GetRequest(key, false);
    }

    /**
     * Returns the key.
     *
     * @return the key
     */
    public Key key() {
        return key;
    }

    /**
     * Tells whether the value is needed.
     *
     * @return whether the value is needed
     */
    public boolean withValue() {
        return withValue;
    }
}
