package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.ConfigKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The configuration keys of the driver. */
final class DynamoDbKeys {

    static final String REGION = "region";
    static final String ENDPOINT = "endpoint";
    static final String ALLOW_PLAINTEXT = "allow-plaintext";
    static final String TABLE_PREFIX = "table-prefix";
    static final String PARTITION_KEY_NAME = "partition-key-name";
    static final String CREATE_TABLE = "create-table";
    static final String CONSISTENT_READS = "consistent-reads";
    static final String MAX_CONNECTIONS = "max-connections";
    static final String STREAMS_ENDPOINT = "streams-endpoint";
    static final String WATCH_INTERVAL = "watch-interval";
    static final String TABLE = "table";

    /** A table as DynamoDB names it. */
    static final Pattern TABLE_NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

    /** An endpoint as users write it: no user information, since that would be a secret in a URL. */
    static final Pattern ENDPOINT_URL =
            Pattern.compile("(?<scheme>https?)://(?<host>\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(?<port>\\d{1,5}))?/?");

    private static final Pattern TABLE_START = Pattern.compile("[A-Za-z0-9_.-]{0,100}");
    private static final Pattern REGION_NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[^\\p{Cntrl}]{1,255}");
    private static final Set<String> TAKEN = Set.of(
            DynamoDbItem.VALUE,
            DynamoDbItem.FORMAT,
            DynamoDbItem.WRITE_ID,
            DynamoDbItem.EXPIRY,
            DynamoDbItem.TIME_TO_LIVE);
    private static final int MOST_CONNECTIONS = 10_000;

    /** All keys, in the order of the documentation. */
    static final List<ConfigKey> ALL = List.of(
            ConfigKey.connection(REGION, ConfigKey.Type.TEXT, "The AWS region, such as `eu-central-1`.")
                    .withDefaultDescribed("the AWS default chain")
                    .checked(value -> REGION_NAME.matcher(value).matches()
                            ? Optional.empty()
                            : Optional.of("It is no name of a region. Use one such as eu-central-1")),
            ConfigKey.connection(
                            ENDPOINT,
                            ConfigKey.Type.TEXT,
                            "Another endpoint than the region's, such as `http://localhost:8000` for DynamoDB Local.")
                    .withDefaultDescribed("the region's")
                    .checked(DynamoDbKeys::checkEndpoint),
            ConfigKey.connection(
                            STREAMS_ENDPOINT,
                            ConfigKey.Type.TEXT,
                            "Another endpoint of DynamoDB Streams, which watches read, such as that of a VPC.")
                    .withDefaultDescribed("`endpoint`; the region's where that is Amazon's")
                    .checked(DynamoDbKeys::checkEndpoint),
            ConfigKey.connection(
                            ALLOW_PLAINTEXT,
                            ConfigKey.Type.BOOLEAN,
                            "Whether to speak without TLS to an endpoint on another machine, where the network is trusted.")
                    .withDefault("false"),
            ConfigKey.connection(
                            TABLE_PREFIX,
                            ConfigKey.Type.TEXT,
                            "Put before the name of each table that is not configured by name, to separate environments.")
                    .withDefaultDescribed("none")
                    .checked(value -> TABLE_START.matcher(value).matches()
                            ? Optional.empty()
                            : Optional.of("It is no beginning of a table's name. Use letters, digits, dots, hyphens and"
                                    + " underscores, at most 100 in all")),
            ConfigKey.connection(
                            PARTITION_KEY_NAME, ConfigKey.Type.TEXT, "The attribute that is the table's partition key.")
                    .withDefault("pk")
                    .checked(DynamoDbKeys::checkAttribute),
            ConfigKey.connection(
                            CREATE_TABLE,
                            ConfigKey.Type.BOOLEAN,
                            "Whether to create a table that is missing: on demand, with a stream and with removal of what has"
                                    + " expired.")
                    .withDefault("false"),
            ConfigKey.connection(
                            CONSISTENT_READS,
                            ConfigKey.Type.BOOLEAN,
                            "Whether reads see every write before them; without, they cost half and may be late.")
                    .withDefault("true"),
            ConfigKey.connection(
                            MAX_CONNECTIONS,
                            ConfigKey.Type.INTEGER,
                            "The most connections at a time, which is the most requests at a time.")
                    .withDefault("100")
                    .between(1, MOST_CONNECTIONS, "a number from 1 to " + MOST_CONNECTIONS),
            ConfigKey.connection(
                            WATCH_INTERVAL,
                            ConfigKey.Type.DURATION,
                            "How often each shard of a watched stream is read while changes come; four times as seldom while"
                                    + " none do. AWS allows five reads a second of all applications together. 10ms to 1m.")
                    .withDefault("250ms")
                    // An iterator lives five minutes.
                    .between(Duration.ofMillis(10), Duration.ofMinutes(1), "a time from 10ms to 1m"),
            ConfigKey.store(TABLE, ConfigKey.Type.TEXT, "The table that keeps the store's entries.")
                    .withDefaultDescribed("`table-prefix` and the store's name")
                    .checked(value -> TABLE_NAME.matcher(value).matches()
                            ? Optional.empty()
                            : Optional.of("It is no name of a table. Use 3 to 255 letters, digits, dots, hyphens and"
                                    + " underscores")));

    private DynamoDbKeys() {}

    private static Optional<String> checkEndpoint(String value) {
        if (value.contains("@")) {
            return Optional.of(
                    "It has user information in it, which would be shown in logs. Leave it out: credentials come from the AWS"
                            + " default chain");
        }
        return ENDPOINT_URL.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("It is no endpoint. Use https://host:port or, on this machine, http://host:port");
    }

    private static Optional<String> checkAttribute(String value) {
        if (TAKEN.contains(value)) {
            return Optional.of(
                    "It is the name of another attribute of an item. Use any but " + String.join(", ", TAKEN));
        }
        return ATTRIBUTE_NAME.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("It is no name of an attribute. Use 1 to 255 characters");
    }
}
