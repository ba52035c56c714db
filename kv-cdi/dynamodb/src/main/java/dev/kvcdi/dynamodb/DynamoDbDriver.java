package dev.kvcdi.dynamodb;

import dev.kvcdi.Capability;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.StoreConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The driver {@code dynamodb}: a store is a table of Amazon DynamoDB, with a partition key of text and no sort key.
 *
 * <p>An entry is an item: the key is the partition key, the value the attribute {@code value}, a text where it is UTF-8, else binary.
 * The attributes {@code kv_version} (the version, new with every write), {@code kv_expiry} (milliseconds) and {@code kv_ttl} (seconds,
 * for the table's time to live) are this driver's own. Other clients of the table read the items that are written here, and what they put
 * is read here; their items lack the version, so it is a digest of the value, and a write that expects it expects the value.
 *
 * <p>Reads are consistent, and see every write that was acknowledged before, unless configured otherwise. A request whose answer was lost
 * is repeated; what was written is recognised by its version, or by the token of a transaction, so a write never seems lost that was
 * applied.
 *
 * <p>Credentials are those of the AWS default chain.
 *
 * <p>Applications do not use this class; it is found through {@link java.util.ServiceLoader}.
 */
public final class DynamoDbDriver implements KVDriver {

    /** The driver's name. */
    static final String NAME = "dynamodb";

    /** Makes the driver, without loading any class of the AWS SDK. */
    public DynamoDbDriver() {}

    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ConfigKey> configKeys() {
        return DynamoDbKeys.ALL;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES, Capability.WATCH, Capability.PERSISTENT);
    }

    @Override
    public String place(ConnectionConfig connection, StoreConfig store) {
        DynamoDbConfig config = DynamoDbConfig.of(connection);
        config.problem(store).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return "table " + config.table(store) + " at " + config.where();
    }

    @Override
    public Engine connect(ConnectionConfig config, DriverContext context) {
        return DynamoDbEngine.connect(DynamoDbConfig.of(config), context);
    }

    @Override
    public String systemName() {
        return "aws.dynamodb";
    }

    @Override
    public List<Metric> metrics() {
        return DynamoDbMetrics.ALL;
    }
}
