package dev.kvcdi.spi;

import dev.kvcdi.Condition;

/** A write of one key: a {@link PutRequest} or a {@link DeleteRequest}. */
public sealed interface WriteRequest permits PutRequest, DeleteRequest {

    /**
     * Returns the key.
     *
     * @return the key
     */
    Key key();

    /**
     * Returns what must hold for the write to be applied.
     *
     * @return the condition
     */
    Condition condition();
}
