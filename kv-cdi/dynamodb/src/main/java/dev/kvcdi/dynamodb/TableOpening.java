package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Finds a table, or creates it. */
final class TableOpening {

    private final DynamoDbLink link;
    private final DriverContext context;
    private final DynamoDbErrors errors;
    private final DynamoDbConfig config;
    private final String name;
    private final AwsCommands commands;
    private final Set<String> created;

    /**
     * @param created the tables that were created with this client and have no time to live yet. They stay there from one opening to the
     *     next: AWS takes longer to create a table than the default timeout, so the opening that finds it ready is a later one.
     */
    TableOpening(
            DynamoDbLink link,
            DriverContext context,
            DynamoDbErrors errors,
            DynamoDbConfig config,
            String name,
            Set<String> created) {
        this.link = link;
        this.context = context;
        this.errors = errors;
        this.config = config;
        this.name = name;
        this.commands = new AwsCommands(config, name);
        this.created = created;
    }

    /**
     * Returns the table as it is.
     *
     * @throws EngineException if there is none and none can be created, or if it cannot keep entries
     */
    TableDescription open() {
        TableDescription found = find();
        if (found == null) {
            if (!config.createsTables()) {
                throw missing();
            }
            create();
            found = find();
        }
        TableDescription ready = awaitReady(found);
        checkKey(ready);
        checkExpiry();
        DynamoDbMessage.OPENED.log(context.logger(), name, config.where(), VersionInfo.SDK_VERSION);
        return ready;
    }

    private @Nullable TableDescription find() {
        DescribeTableRequest request =
                DescribeTableRequest.builder().tableName(name).build();
        return ask(client -> {
            try {
                return client.describeTable(request).table();
            } catch (ResourceNotFoundException e) {
                return null;
            }
        });
    }

    private void create() {
        CreateTableRequest request = CreateTableRequest.builder()
                .tableName(name)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(config.keyName())
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName(config.keyName())
                        .keyType(KeyType.HASH)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .streamSpecification(StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                        .build())
                .build();
        link.count(attempts -> {
            try {
                link.client().createTable(request);
                DynamoDbMessage.CREATED.log(context.logger(), name);
            } catch (ResourceInUseException e) {
                // Another application was faster, or an attempt of this call whose answer was lost.
                context.logger().log(Level.DEBUG, "The table {0} is being created already", name);
            } catch (SdkException e) {
                throw errors.unread(e, attempts);
            } finally {
                if (attempts.doubtful()) {
                    created.add(name);
                }
            }
            return name;
        });
    }

    private TableDescription awaitReady(@Nullable TableDescription first) {
        TableDescription table = first;
        BackOff backOff = new BackOff(context.deadline());
        while (table == null || table.tableStatus() == TableStatus.CREATING) {
            if (!backOff.pause()) {
                throw new EngineException(
                        Kind.UNAVAILABLE, "The table " + name + " is being created; the store waits for it.", null);
            }
            table = find();
        }
        return switch (table.tableStatus()) {
            case ACTIVE, UPDATING -> table;
            default ->
                throw new EngineException(
                        Kind.UNAVAILABLE,
                        "The table " + name + " is in the state " + table.tableStatusAsString()
                                + "; the store waits until it is ACTIVE.",
                        null);
        };
    }

    private void checkKey(TableDescription table) {
        List<KeySchemaElement> keys = table.keySchema();
        boolean single = keys.size() == 1 && keys.get(0).attributeName().equals(config.keyName());
        boolean text = table.attributeDefinitions().stream()
                .anyMatch(attribute -> attribute.attributeName().equals(config.keyName())
                        && attribute.attributeType() == ScalarAttributeType.S);
        if (!single || !text) {
            throw new EngineException(
                    Kind.UNSUPPORTED,
                    "The table " + name + " has the key " + described(table) + ", but a store needs the partition key "
                            + config.keyName()
                            + " of type S and no sort key: set kv.dynamodb.partition-key-name, or name"
                            + " another table",
                    null);
        }
    }

    private static String described(TableDescription table) {
        return String.join(
                " and ",
                table.keySchema().stream()
                        .map(key -> key.attributeName() + " (" + key.keyTypeAsString() + ")")
                        .toList());
    }

    private EngineException missing() {
        return new EngineException(
                Kind.UNAVAILABLE,
                "There is no table " + name + " at " + config.where()
                        + ". Set kv.dynamodb.create-table=true, or create it: " + commands.creation(),
                null);
    }

    /**
     * Sees to it that DynamoDB removes what has expired from a table that was created here. Stores work without, but their tables grow. For
     * a table of others it is theirs to decide.
     */
    private void checkExpiry() {
        try {
            TimeToLiveDescription found = link.client()
                    .describeTimeToLive(request -> request.tableName(name))
                    .timeToLiveDescription();
            if (removesExpired(found)) {
                created.remove(name);
            } else if (found.timeToLiveStatus() == TimeToLiveStatus.DISABLED && created.contains(name)) {
                link.client()
                        .updateTimeToLive(request -> request.tableName(name)
                                .timeToLiveSpecification(
                                        time -> time.enabled(true).attributeName(DynamoDbItem.TIME_TO_LIVE)));
                created.remove(name);
            } else {
                DynamoDbMessage.NO_EXPIRY.log(context.logger(), name, commands.expiry());
            }
        } catch (SdkException e) {
            // Often not allowed, and not needed for anything else.
            context.logger().log(Level.DEBUG, "The time to live of the table " + name + " cannot be seen to", e);
        }
    }

    private static boolean removesExpired(TimeToLiveDescription found) {
        TimeToLiveStatus status = found.timeToLiveStatus();
        return (status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING)
                && DynamoDbItem.TIME_TO_LIVE.equals(found.attributeName());
    }

    private <R extends @Nullable Object> R ask(Function<DynamoDbClient, R> request) {
        return link.count(attempts -> {
            try {
                return request.apply(link.client());
            } catch (SdkException e) {
                throw errors.unread(e, attempts);
            }
        });
    }
}
