package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.testkit.DriverHarness;
import dev.kvcdi.testkit.Outages;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * Tells the contract suite how to use a DynamoDB Local that keeps regions apart: each place has a region of its own, where the streams of
 * other places' tables make no write slow.
 */
final class DynamoDbHarness extends DriverHarness {

    private static final String TABLE = "kv.dynamodb.table";
    private static final String SECOND = "kv.store.second.dynamodb.table";

    private static final String REGION = "kv.dynamodb.region";

    /** The tables of a place. */
    static final List<String> TABLES = List.of("first", "second");

    private final String endpoint;
    private int places;

    DynamoDbHarness(String endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public KVDriver driver() {
        return new DynamoDbDriver();
    }

    @Override
    public Map<String, String> properties() {
        places++;
        String region = "place-" + places;
        try (DynamoDbClient client = client(endpoint, region)) {
            TABLES.forEach(table -> create(client, table));
        }
        return Map.of(
                "kv.dynamodb.endpoint",
                endpoint,
                REGION,
                region,
                TABLE,
                TABLES.get(0),
                SECOND,
                TABLES.get(1),
                // Its largest batches take a server of this machine more than the default.
                "kv.timeout",
                "30s");
    }

    private static void create(DynamoDbClient client, String table) {
        client.createTable(request -> request.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build()))
                .keySchema(List.of(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build()))
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    }

    @Override
    public void dispose(Map<String, String> properties) {
        try (DynamoDbClient client = client(endpoint, properties.get(REGION))) {
            for (String key : List.of(TABLE, SECOND)) {
                client.deleteTable(request -> request.tableName(properties.get(key)));
            }
        }
    }

    @Override
    public Outages outages() {
        return Outages.overTcp("kv.dynamodb.endpoint", endpoint);
    }

    @Override
    public Set<Class<?>> nativeTypes() {
        return Set.of(DynamoDbClient.class);
    }

    /** A client beside the driver. */
    static DynamoDbClient client(String endpoint) {
        return client(endpoint, DynamoDbConfig.ANY_REGION);
    }

    /** A client beside the driver, of a place. */
    static DynamoDbClient client(Map<String, String> properties) {
        return client(properties.get("kv.dynamodb.endpoint"), properties.get(REGION));
    }

    /** A client beside the driver, of a region. */
    static DynamoDbClient client(String endpoint, String region) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }
}
