package dev.kvcdi.dynamodb;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.WriteRequest;
import java.util.Optional;

/** Puts conditions into the words of DynamoDB. */
final class Conditions {

    private final DynamoDbTable table;

    Conditions(DynamoDbTable table) {
        this.table = table;
    }

    /**
     * Returns what DynamoDB has to check for the condition of a write, empty when the condition is lost already.
     *
     * @param deadline when reading has to be over, for versions of what other clients wrote
     */
    Optional<Expression> of(WriteRequest request, Deadline deadline) {
        return switch (request.condition().kind()) {
            // A deletion leaves alone what a newer version of the driver wrote; a put replaces whatever is there.
            case NONE -> Optional.of(request instanceof DeleteRequest ? Expression.harmless() : Expression.NONE);
            case ABSENT -> Optional.of(Expression.absent(table.keyName(), table.now()));
            case PRESENT -> Optional.of(Expression.present(table.keyName(), table.now()));
            case VERSION ->
                request.condition().version().flatMap(expected -> version(request.key(), expected, deadline));
        };
    }

    /** Tells whether a condition expects a version that this driver gave: no write gets that of an earlier one, so no key has it again. */
    static boolean neverHoldsAgain(Condition condition) {
        return condition
                .version()
                .filter(version -> DynamoDbItem.isWriteId(version.text()))
                .isPresent();
    }

    private Optional<Expression> version(Key key, Version expected, Deadline deadline) {
        if (DynamoDbItem.isWriteId(expected.text())) {
            return Optional.of(Expression.written(expected.text(), table.now()));
        }
        // What other clients write has no version: the one that stands for it is made of the value, so the value is
        // expected.
        return DynamoDbItem.isForeign(expected.text()) ? foreign(key, expected, deadline) : Optional.empty();
    }

    private Optional<Expression> foreign(Key key, Version expected, Deadline deadline) {
        DynamoDbItem item = table.newest(key, true, deadline);
        return item != null
                        && item.writeId() == null
                        && item.value() != null
                        && item.present(table.now())
                        && item.version().equals(expected)
                ? Optional.of(Expression.foreign(item.value()))
                : Optional.empty();
    }
}
