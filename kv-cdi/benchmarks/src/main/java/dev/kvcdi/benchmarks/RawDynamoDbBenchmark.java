package dev.kvcdi.benchmarks;

import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The AWS SDK called directly, with the HTTP client and the timeout that the driver has, as a careful application would: consistent reads
 * of items of key and value. It has no versions, conditions, expiry or watches, and does not find out what became of a lost answer.
 */
@State(Scope.Benchmark)
public class RawDynamoDbBenchmark {

    private static final String TABLE = "raw";
    private static final int CONNECTIONS = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Workload workload = new Workload(DynamoDbBenchmark.KEYS);

    @SuppressWarnings("NullAway.Init") // by JMH, before any benchmark
    private DynamoDbLocal server;

    @SuppressWarnings("NullAway.Init")
    private SdkHttpClient http;

    @SuppressWarnings("NullAway.Init")
    private DynamoDbClient client;

    /** Called by JMH. */
    public RawDynamoDbBenchmark() {}

    /** Starts the server, and fills a table. */
    @Setup
    public void open() {
        server = DynamoDbLocal.start();
        http = Apache5HttpClient.builder().maxConnections(CONNECTIONS).build();
        client = DynamoDbClient.builder()
                .endpointOverride(URI.create(server.endpoint()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("benchmark", "benchmark")))
                .httpClient(http)
                .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT))
                .build();
        client.createTable(request -> request.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(new AttributeDefinition[] {
                    AttributeDefinition.builder()
                            .attributeName("pk")
                            .attributeType(ScalarAttributeType.S)
                            .build()
                })
                .keySchema(new KeySchemaElement[] {
                    KeySchemaElement.builder()
                            .attributeName("pk")
                            .keyType(KeyType.HASH)
                            .build()
                }));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < DynamoDbBenchmark.KEYS; i++) {
            put(workload.key(i), workload.randomValue(random));
        }
    }

    /** Closes the client, and ends the server. */
    @TearDown
    public void close() {
        client.close();
        http.close();
        server.close();
    }

    /**
     * Reads one of all keys.
     *
     * @param thread the thread's random numbers
     * @return the value
     */
    @Benchmark
    public @Nullable String getHit(ThreadRandom thread) {
        String key = workload.randomKey(thread.random);
        AttributeValue value = client.getItem(request -> request.tableName(TABLE)
                        .key(Map.of("pk", AttributeValue.fromS(key)))
                        .consistentRead(true))
                .item()
                .get("value");
        return value == null ? null : value.s();
    }

    /**
     * Overwrites one of all keys.
     *
     * @param thread the thread's random numbers
     */
    @Benchmark
    public void set(ThreadRandom thread) {
        put(workload.randomKey(thread.random), workload.randomValue(thread.random));
    }

    private void put(String key, String value) {
        client.putItem(request -> request.tableName(TABLE)
                .item(Map.of("pk", AttributeValue.fromS(key), "value", AttributeValue.fromS(value))));
    }
}
