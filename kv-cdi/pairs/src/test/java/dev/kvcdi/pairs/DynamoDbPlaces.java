package dev.kvcdi.pairs;

import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.testkit.Outages;
import java.util.Map;
import java.util.UUID;

/**
 * Places on a DynamoDB Local that keeps regions apart, each with a region of its own, where writes do not take the longer the more was
 * written in others.
 */
final class DynamoDbPlaces extends FoundDriver {

    private static final String ENDPOINT = "kv.dynamodb.endpoint";

    private final DynamoDbLocal server;

    DynamoDbPlaces(DynamoDbLocal server) {
        super("dynamodb");
        this.server = server;
    }

    @Override
    public Map<String, String> properties() {
        String id = UUID.randomUUID().toString();
        return Map.of(
                ENDPOINT,
                server.endpoint(),
                "kv.dynamodb.region",
                "place-" + id,
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
