package dev.kvcdi.dynamodb;

import dev.kvcdi.dynamodb.ShardCursor.Position;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The calls that read the stream of a table, each of which ends soon. */
final class StreamCalls {

    /** The longest that a call takes, so that one that hangs holds up neither a watch nor the closing of the engine. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final DynamoDbClient tables;
    private final Supplier<DynamoDbStreamsClient> streams;
    private final String table;
    private final DynamoDbErrors errors;

    /**
     * @param streams gives the client, asked only where somebody watches
     */
    StreamCalls(DynamoDbClient tables, Supplier<DynamoDbStreamsClient> streams, String table, DynamoDbErrors errors) {
        this.tables = tables;
        this.streams = streams;
        this.table = table;
        this.errors = errors;
    }

    /** Tells whether a table has a stream that shows what was written. */
    static boolean hasStream(TableDescription table) {
        StreamSpecification stream = table.streamSpecification();
        return table.latestStreamArn() != null
                && stream != null
                && Boolean.TRUE.equals(stream.streamEnabled())
                && (stream.streamViewType() == StreamViewType.NEW_IMAGE
                        || stream.streamViewType() == StreamViewType.NEW_AND_OLD_IMAGES);
    }

    /**
     * Returns the ARN of the table's stream.
     *
     * @throws EngineException if it has none any longer, or cannot be asked
     */
    String stream(Deadline deadline) {
        TableDescription now;
        try {
            now = tables.describeTable(request -> request.tableName(table).overrideConfiguration(soon(deadline)))
                    .table();
        } catch (SdkException e) {
            throw errors.read(e);
        }
        if (!hasStream(now)) {
            throw new EngineException(
                    Kind.UNSUPPORTED,
                    "The stream of " + errors.place()
                            + " was switched off, or it shows no new images any longer: enable"
                            + " DynamoDB Streams with the view NEW_AND_OLD_IMAGES.",
                    null);
        }
        return now.latestStreamArn();
    }

    /** Returns the shards of a stream. */
    Listing shards(String stream, Deadline deadline) throws StreamGapException {
        List<Shard> shards = new ArrayList<>();
        boolean ends = false;
        String from = null;
        do {
            String start = from;
            DescribeStreamResponse answer = call(() -> streams.get()
                    .describeStream(request -> request.streamArn(stream)
                            .exclusiveStartShardId(start)
                            .overrideConfiguration(soon(deadline))));
            shards.addAll(answer.streamDescription().shards());
            ends |= answer.streamDescription().streamStatus() == StreamStatus.DISABLED;
            from = answer.streamDescription().lastEvaluatedShardId();
        } while (from != null);
        return new Listing(shards, ends);
    }

    /** Returns an iterator for a position in a shard. */
    String iterator(String stream, String shard, Position position, Deadline deadline) throws StreamGapException {
        return call(() -> streams.get()
                        .getShardIterator(request -> request.streamArn(stream)
                                .shardId(shard)
                                .shardIteratorType(position.type())
                                .sequenceNumber(position.sequence())
                                .overrideConfiguration(soon(deadline))))
                .shardIterator();
    }

    /** Returns records and the next iterator; empty when the iterator has expired. */
    Optional<GetRecordsResponse> records(String iterator, Deadline deadline) throws StreamGapException {
        return call(() -> {
            try {
                return Optional.of(streams.get()
                        .getRecords(request -> request.shardIterator(iterator).overrideConfiguration(soon(deadline))));
            } catch (ExpiredIteratorException e) {
                return Optional.empty();
            }
        });
    }

    private <T> T call(Supplier<T> call) throws StreamGapException {
        try {
            return call.get();
        } catch (TrimmedDataAccessException | ResourceNotFoundException e) {
            throw new StreamGapException("The stream of " + errors.place() + " has no more what was to be read", e);
        } catch (SdkException e) {
            throw errors.read(e);
        }
    }

    private static AwsRequestOverrideConfiguration soon(Deadline deadline) {
        Duration left = deadline.left();
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left.compareTo(LONGEST) < 0 ? left : LONGEST)
                .build();
    }

    /**
     * The shards of a stream.
     *
     * @param shards all of them
     * @param ends whether the stream was switched off, so that no more come
     */
    record Listing(List<Shard> shards, boolean ends) {}
}
