package dev.kvcdi.dynamodb;

import dev.kvcdi.Version;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A table that keeps a store's entries, and the requests to it. */
final class DynamoDbTable {

    /** All attributes of ours but the value. */
    private static final String WITHOUT_VALUE =
            "#k, " + DynamoDbItem.FORMAT + ", " + DynamoDbItem.WRITE_ID + ", " + DynamoDbItem.EXPIRY;

    /** How much less than a request's timeout may be left of a call's without it being told so. */
    private static final Duration UNNOTICED = Duration.ofMillis(100);

    private final DynamoDbLink link;
    private final DriverContext context;
    private final DynamoDbErrors errors;
    private final DynamoDbConfig config;
    private final TableDescription description;
    private final String name;
    private final String keyName;

    DynamoDbTable(
            DynamoDbLink link,
            DriverContext context,
            DynamoDbErrors errors,
            DynamoDbConfig config,
            TableDescription description) {
        this.link = link;
        this.context = context;
        this.errors = errors;
        this.config = config;
        this.description = description;
        this.name = description.tableName();
        this.keyName = config.keyName();
    }

    DynamoDbLink link() {
        return link;
    }

    DriverContext context() {
        return context;
    }

    DynamoDbErrors errors() {
        return errors;
    }

    /** Returns what the table was like when the store was opened. */
    TableDescription description() {
        return description;
    }

    String name() {
        return name;
    }

    /** Returns the name of the attribute that is the key. */
    String keyName() {
        return keyName;
    }

    boolean consistentReads() {
        return config.consistentReads();
    }

    /** Returns how long a part of the table's stream is left alone at least between two reads. */
    Duration watchInterval() {
        return config.watchInterval();
    }

    /** Returns the time that decides expiry, in milliseconds since the epoch. */
    long now() {
        return context.clock().millis();
    }

    /** Returns when an operation that begins now has to be over. */
    Deadline deadline() {
        return context.deadline();
    }

    Map<String, AttributeValue> key(Key key) {
        return Map.of(keyName, AttributeValue.fromS(key.text()));
    }

    /** Returns the projection that leaves the value out, in which {@link #names} stand. */
    static String withoutValue() {
        return WITHOUT_VALUE;
    }

    /** Returns what {@code #k} stands for in expressions. */
    Map<String, String> names() {
        return Map.of("#k", keyName);
    }

    /** Lets a request end at a deadline, if that is earlier than it ends anyhow: an end of its own makes a request dearer. */
    void limit(AwsRequest.Builder request, Deadline deadline) {
        if (link.timeout().minus(UNNOTICED).compareTo(deadline.left()) > 0) {
            request.overrideConfiguration(until(deadline));
        }
    }

    /** Returns what ends a request at a deadline, where that is earlier than any request's. */
    static AwsRequestOverrideConfiguration until(Deadline deadline) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(deadline.left())
                .build();
    }

    /**
     * Makes a request.
     *
     * @throws EngineException if the thread is interrupted; nothing was sent then
     */
    <R> Answer<R> ask(Function<DynamoDbClient, R> request) {
        if (Thread.currentThread().isInterrupted()) {
            throw errors.interrupted();
        }
        return link.count(attempts -> {
            try {
                return new Answer<>(request.apply(link.client()), null, attempts);
            } catch (SdkException e) {
                return new Answer<>(null, e, attempts);
            }
        });
    }

    /** Makes a request that only reads. */
    <R> R read(Function<DynamoDbClient, R> request) {
        Answer<R> answer = ask(request);
        SdkException failure = answer.failure();
        if (failure != null) {
            throw noticed(failure, errors.unread(failure, answer.attempts()));
        }
        return Objects.requireNonNull(answer.response());
    }

    /** Returns the failure of a write. */
    EngineException unwritten(Answer<?> answer) {
        SdkException failure = Objects.requireNonNull(answer.failure());
        return noticed(failure, errors.unwritten(failure, answer.attempts()));
    }

    /** Where the table is gone, the store has to be opened anew. */
    private EngineException noticed(SdkException e, EngineException failure) {
        if (e instanceof ResourceNotFoundException) {
            context.reconnect(failure);
        }
        return failure;
    }

    /** Reads a key's item, expired or not; null when there is none. */
    @Nullable DynamoDbItem item(Key key, boolean withValue) {
        return item(key, withValue, config.consistentReads(), deadline());
    }

    /** Reads a key's item as the last write left it, expired or not; null when there is none. */
    @Nullable DynamoDbItem newest(Key key, boolean withValue, Deadline deadline) {
        return item(key, withValue, true, deadline);
    }

    private @Nullable DynamoDbItem item(Key key, boolean withValue, boolean consistent, Deadline deadline) {
        GetItemRequest.Builder request =
                GetItemRequest.builder().tableName(name).key(key(key)).consistentRead(consistent);
        if (!withValue) {
            request.projectionExpression(WITHOUT_VALUE).expressionAttributeNames(names());
        }
        limit(request, deadline);
        GetItemRequest built = request.build();
        GetItemResponse response = read(client -> client.getItem(built));
        return response.hasItem() ? DynamoDbItem.of(response.item(), keyName) : null;
    }

    /** Reads the version of what another client wrote, for which the value is needed. */
    Version foreignVersion(Key key) {
        DynamoDbItem item = newest(key, true, deadline());
        return item == null ? DynamoDbItem.NO_VERSION : item.version();
    }
}
