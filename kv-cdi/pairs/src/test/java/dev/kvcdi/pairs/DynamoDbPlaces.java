package dev.kvcdi.pairs;

import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.testkit.Outages;
import java.util.Map;
import java.util.UUID;

/** Places on a DynamoDB Local, each with tables of its own, which the driver makes and the end of the server removes. */
final class DynamoDbPlaces extends FoundDriver {

    private static final String ENDPOINT = "kv.dynamodb.endpoint";

    private final DynamoDbLocal server = DynamoDbLocal.shared();

    DynamoDbPlaces() {
        super("dynamodb");
    }

    @Override
    public Map<String, String> properties() {
        String id = UUID.randomUUID().toString();
        return Map.of(
                ENDPOINT,
                server.endpoint(),
                "kv.dynamodb.create-table",
                "true",
                "kv.dynamodb.table",
                "first-" + id,
                "kv.store.second.dynamodb.table",
                "second-" + id);
    }

    @Override
    public Outages outages() {
        return Outages.overTcp(ENDPOINT, server.endpoint());
    }
}
