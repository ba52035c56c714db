package dev.kvcdi.servers.suite;

import dev.kvcdi.testkit.Outages;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The DynamoDB driver that the application brings, on a DynamoDB Local that keeps regions apart. Each place is a region of its own, whose
 * tables stay until the server ends.
 */
final class DynamoDbPlaces extends InstalledDriver {

    private static final AtomicInteger PLACES = new AtomicInteger();

    private final String endpoint;

    DynamoDbPlaces(String endpoint) {
        super("dynamodb", DynamoDbClient.class);
        this.endpoint = endpoint;
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(
                "kv.dynamodb.endpoint",
                endpoint,
                "kv.dynamodb.region",
                "inside-" + PLACES.incrementAndGet(),
                "kv.dynamodb.create-table",
                "true",
                // Its largest batches take a server of this machine more than the default.
                "kv.timeout",
                "30s");
    }

    @Override
    public Outages outages() {
        return Outages.overTcp("kv.dynamodb.endpoint", endpoint);
    }
}
