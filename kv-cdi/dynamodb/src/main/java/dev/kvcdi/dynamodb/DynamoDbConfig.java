package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * The values of the driver's keys for one connection.
 *
 * @param settings the values
 */
record DynamoDbConfig(Settings settings) {

    /** What requests to an endpoint that is not Amazon's are signed for, which such servers do not look at. */
    static final String ANY_REGION = "us-east-1";

    static DynamoDbConfig of(ConnectionConfig connection) {
        return new DynamoDbConfig(connection.settings());
    }

    private Optional<String> text(String key) {
        return settings.find(key, String.class).filter(value -> !value.isEmpty());
    }

    Optional<URI> endpoint() {
        return text(DynamoDbKeys.ENDPOINT).map(URI::create);
    }

    /** Tells whether requests go to Amazon, where the region counts. */
    private boolean amazon() {
        return endpoint()
                .map(endpoint -> host(endpoint).endsWith(".amazonaws.com")
                        || host(endpoint).endsWith(".amazonaws.com.cn"))
                .orElse(true);
    }

    /** Returns the region that requests are signed for, empty when nothing names one. */
    Optional<String> region() {
        return text(DynamoDbKeys.REGION)
                .or(() -> AwsRegion.find(amazon()))
                .or(() -> amazon() ? Optional.empty() : Optional.of(ANY_REGION));
    }

    /** Returns where requests go, without secrets. */
    String where() {
        return endpoint().map(URI::toString).or(this::region).orElse("an unknown region");
    }

    String keyName() {
        return settings.text(DynamoDbKeys.PARTITION_KEY_NAME);
    }

    boolean createsTables() {
        return settings.isTrue(DynamoDbKeys.CREATE_TABLE);
    }

    boolean consistentReads() {
        return settings.isTrue(DynamoDbKeys.CONSISTENT_READS);
    }

    int connections() {
        return (int) settings.number(DynamoDbKeys.MAX_CONNECTIONS);
    }

    /** Returns where streams are read, empty when it is the region's endpoint. */
    Optional<URI> streamsEndpoint() {
        return text(DynamoDbKeys.STREAMS_ENDPOINT)
                .map(URI::create)
                // Amazon has another one for them, other servers the same.
                .or(() -> amazon() ? Optional.empty() : endpoint());
    }

    Duration watchInterval() {
        return settings.duration(DynamoDbKeys.WATCH_INTERVAL);
    }

    /** Returns the name of a store's table. */
    String table(StoreConfig store) {
        return store.settings()
                .find(DynamoDbKeys.TABLE, String.class)
                .orElseGet(() -> text(DynamoDbKeys.TABLE_PREFIX).orElse("") + store.name());
    }

    /** Returns what is wrong with the values together, and what to do; empty when nothing is. */
    Optional<String> problem() {
        for (URI endpoint : Stream.of(endpoint(), streamsEndpoint())
                .flatMap(Optional::stream)
                .distinct()
                .toList()) {
            if ("http".equals(endpoint.getScheme())
                    && !isLoopback(endpoint)
                    && !settings.isTrue(DynamoDbKeys.ALLOW_PLAINTEXT)) {
                return Optional.of("the endpoint " + endpoint
                        + " is on another machine, and would be spoken to without TLS: use https://, or, on a trusted"
                        + " network only, kv.dynamodb.allow-plaintext=true");
            }
        }
        return region().isPresent()
                ? Optional.empty()
                : Optional.of("no AWS region is configured: set kv.dynamodb.region (KV_DYNAMODB_REGION), or AWS_REGION,"
                        + " such as eu-central-1");
    }

    /** Returns what is wrong with the values for a store, and what to do; empty when nothing is. */
    Optional<String> problem(StoreConfig store) {
        return DynamoDbKeys.TABLE_NAME.matcher(table(store)).matches()
                ? problem()
                : Optional.of("the store's name makes the table's name \"" + table(store)
                        + "\", which has less than the 3 or more than the 255 characters that DynamoDB takes: set"
                        + " kv.store." + store.name() + ".dynamodb.table, or kv.dynamodb.table-prefix");
    }

    private static boolean isLoopback(URI endpoint) {
        String host = host(endpoint);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static String host(URI endpoint) {
        Matcher parts = DynamoDbKeys.ENDPOINT_URL.matcher(endpoint.toString());
        return parts.matches() ? parts.group("host").toLowerCase(Locale.ROOT) : "";
    }

    /** Leaves the settings out, as those of other drivers do, among which secrets are. */
    @Override
    public String toString() {
        return "DynamoDbConfig[" + endpoint().map(URI::toString).orElse("AWS") + "]";
    }
}
