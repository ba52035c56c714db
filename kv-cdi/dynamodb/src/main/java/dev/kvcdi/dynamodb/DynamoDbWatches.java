package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.WatchFacet;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The running watches of a table. */
final class DynamoDbWatches implements WatchFacet {

    DynamoDbWatches(DynamoDbTable table) {}

    /** Tells whether a table has what watches need. */
    static boolean possible(TableDescription table) {
        return false;
    }

    @Override
    public Registration watch(String prefix, Sink sink) {
        throw new EngineException(Kind.UNSUPPORTED, "Tables have no watches yet", null);
    }

    /** Ends all of them. */
    void close() {}
}
