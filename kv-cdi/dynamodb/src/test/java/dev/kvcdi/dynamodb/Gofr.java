package dev.kvcdi.dynamodb;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A GoFr service on a table: the calls that it makes, with what it puts into them. */
record Gofr(DynamoDbClient client, String table) implements AutoCloseable {

    static Gofr on(String endpoint, String table) {
        return new Gofr(DynamoDbHarness.client(endpoint), table);
    }

    /** Creates the table by hand, as it is done for GoFr, which makes none. */
    void createTable() {
        client.createTable(request -> request.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build()));
    }

    void enableStream(StreamViewType view) {
        client.updateTable(request -> request.tableName(table)
                .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(view)));
    }

    void set(String key, String value) {
        client.putItem(request -> request.tableName(table)
                .item(Map.of("pk", AttributeValue.fromS(key), "value", AttributeValue.fromS(value))));
    }

    Optional<String> get(String key) {
        GetItemResponse answer =
                client.getItem(request -> request.tableName(table).key(Map.of("pk", AttributeValue.fromS(key))));
        return answer.hasItem() ? Optional.of(answer.item().get("value").s()) : Optional.empty();
    }

    void delete(String key) {
        client.deleteItem(request -> request.tableName(table).key(Map.of("pk", AttributeValue.fromS(key))));
    }

    @Override
    public void close() {
        client.close();
    }
}
