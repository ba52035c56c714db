package dev.kvcdi.spi;

import dev.kvcdi.Condition;
import java.util.Objects;

/** What {@link Backend#delete} deletes. */
public final class DeleteRequest implements WriteRequest {

    private final Key key;
    private final Condition condition;

    private DeleteRequest(Key key, Condition condition) {
        this.key = Objects.requireNonNull(key, "key");
        this.condition = Objects.requireNonNull(condition, "condition");
    }

    /**
     * Deletes a key.
     *
     * @param key the key
     * @param condition {@link Condition#none()}, or the expected version
     * @return the request
     * @throws IllegalArgumentException if the condition is of another kind
     */
    public static DeleteRequest of(Key key, Condition condition) {
        if (condition.kind() != Condition.Kind.NONE && condition.kind() != Condition.Kind.VERSION) {
            throw new IllegalArgumentException(
                    "A delete knows no condition but an expected version, not " + condition.kind());
        }
        return new DeleteRequest(key, condition);
    }

    @Override
    public Key key() {
        return key;
    }

    @Override
    public Condition condition() {
        return condition;
    }
}
