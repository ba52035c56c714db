package dev.kvcdi.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A table's stream that splits its shards, forgets records and fails when it is told to, as AWS does and DynamoDB Local does not. */
final class StubStream {

    /** Two shards a page, so that listings have several. */
    private static final int PAGE = 2;

    final AtomicInteger iterators = new AtomicInteger();
    final AtomicInteger listings = new AtomicInteger();

    /** How often each shard was read. */
    final Map<String, AtomicInteger> reads = new ConcurrentHashMap<>();

    private final Map<String, StubShard> shards = new LinkedHashMap<>();
    private final Map<String, Supplier<RuntimeException>> failures = new HashMap<>();
    private int epoch;
    private boolean enabled = true;
    private boolean forgettingStarts;
    private long sequence;

    private static final class StubShard {
        private final @Nullable String parent;
        private final List<Record> records = new ArrayList<>();
        private boolean hidden;
        private boolean closed;
        private int trimmed;

        StubShard(@Nullable String parent) {
            this.parent = parent;
        }
    }

    synchronized void open(String shard, @Nullable String parent) {
        shards.put(shard, new StubShard(parent));
    }

    /** Leaves a shard out of listings, or no longer. */
    synchronized void hide(String shard, boolean hidden) {
        shard(shard).hidden = hidden;
    }

    synchronized void close(String shard) {
        shard(shard).closed = true;
    }

    synchronized void put(String shard, String key, String value) {
        add(
                shard,
                OperationType.MODIFY,
                key,
                Map.of("pk", AttributeValue.fromS(key), "value", AttributeValue.fromS(value)),
                null);
    }

    /** Puts an item of a format that is not known. */
    synchronized void putNewer(String shard, String key) {
        add(
                shard,
                OperationType.MODIFY,
                key,
                Map.of("pk", AttributeValue.fromS(key), "kv_format", AttributeValue.fromN("2")),
                null);
    }

    /** Deletes an item. */
    synchronized void remove(String shard, String key, boolean byTimeToLive) {
        add(
                shard,
                OperationType.REMOVE,
                key,
                null,
                byTimeToLive
                        ? Identity.builder()
                                .principalId("dynamodb.amazonaws.com")
                                .type("Service")
                                .build()
                        : null);
    }

    private void add(
            String shard,
            OperationType type,
            String key,
            @Nullable Map<String, AttributeValue> image,
            @Nullable Identity by) {
        sequence++;
        shard(shard)
                .records
                .add(Record.builder()
                        .eventName(type)
                        .userIdentity(by)
                        .dynamodb(change -> change.sequenceNumber(Long.toString(sequence))
                                .keys(Map.of("pk", AttributeValue.fromS(key)))
                                .newImage(image))
                        .build());
    }

    /** Forgets the records of a shard. */
    synchronized void trim(String shard) {
        shard(shard).trimmed = shard(shard).records.size();
    }

    /** Lets the reading of a shard fail, or work again. */
    synchronized void fail(String shard, @Nullable Supplier<RuntimeException> failure) {
        if (failure == null) {
            failures.remove(shard);
        } else {
            failures.put(shard, failure);
        }
    }

    /** Invalidates the iterators that were given out. */
    synchronized void expireIterators() {
        epoch++;
    }

    /** Takes the beginning of an empty shard for one that is trimmed as soon as there is a record, as DynamoDB Local does. */
    synchronized void forgetStarts() {
        forgettingStarts = true;
    }

    synchronized void enable(boolean now) {
        enabled = now;
        if (!now) {
            shards.values().forEach(shard -> shard.closed = true);
        }
    }

    private StubShard shard(String id) {
        StubShard shard = shards.get(id);
        if (shard == null) {
            throw new IllegalArgumentException("No shard " + id);
        }
        return shard;
    }

    DynamoDbClient tables() {
        return new DynamoDbClient() {
            @Override
            public DescribeTableResponse describeTable(DescribeTableRequest request) {
                synchronized (StubStream.this) {
                    return DescribeTableResponse.builder()
                            .table(table -> table.latestStreamArn("arn:stub")
                                    .streamSpecification(spec ->
                                            spec.streamEnabled(enabled).streamViewType(StreamViewType.NEW_IMAGE)))
                            .build();
                }
            }

            @Override
            public String serviceName() {
                return "dynamodb";
            }

            @Override
            public void close() {}
        };
    }

    DynamoDbStreamsClient streams() {
        return new DynamoDbStreamsClient() {
            @Override
            public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
                return listing(request.exclusiveStartShardId());
            }

            @Override
            public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
                return iterator(request);
            }

            @Override
            public GetRecordsResponse getRecords(GetRecordsRequest request) {
                return records(request.shardIterator());
            }

            @Override
            public String serviceName() {
                return "dynamodb";
            }

            @Override
            public void close() {}
        };
    }

    private synchronized DescribeStreamResponse listing(@Nullable String after) {
        listings.incrementAndGet();
        List<Shard> all = new ArrayList<>();
        shards.forEach((id, shard) -> {
            if (!shard.hidden) {
                all.add(Shard.builder()
                        .shardId(id)
                        .parentShardId(shard.parent)
                        .sequenceNumberRange(range ->
                                range.startingSequenceNumber("0").endingSequenceNumber(shard.closed ? "9" : null))
                        .build());
            }
        });
        int from = 0;
        while (after != null && from < all.size() && !all.get(from++).shardId().equals(after)) {
            // The page begins behind it.
        }
        List<Shard> page = all.subList(from, Math.min(all.size(), from + PAGE));
        return DescribeStreamResponse.builder()
                .streamDescription(stream -> stream.streamStatus(enabled ? StreamStatus.ENABLED : StreamStatus.DISABLED)
                        .shards(page)
                        .lastEvaluatedShardId(
                                from(page, all) ? page.get(page.size() - 1).shardId() : null))
                .build();
    }

    private static boolean from(List<Shard> page, List<Shard> all) {
        return !page.isEmpty() && !page.get(page.size() - 1).equals(all.get(all.size() - 1));
    }

    private synchronized GetShardIteratorResponse iterator(GetShardIteratorRequest request) {
        iterators.incrementAndGet();
        StubShard shard = shard(request.shardId());
        int position = 0;
        if (request.shardIteratorType() == ShardIteratorType.LATEST) {
            position = shard.records.size();
        } else if (request.shardIteratorType() == ShardIteratorType.TRIM_HORIZON) {
            position = shard.trimmed;
        } else {
            for (Record record : shard.records) {
                if (Long.parseLong(record.dynamodb().sequenceNumber()) <= Long.parseLong(request.sequenceNumber())) {
                    position++;
                }
            }
        }
        return GetShardIteratorResponse.builder()
                .shardIterator(epoch + " " + request.shardId() + " " + position
                        + (request.shardIteratorType() == ShardIteratorType.TRIM_HORIZON ? " horizon" : ""))
                .build();
    }

    private synchronized GetRecordsResponse records(String iterator) {
        String[] parts = iterator.split(" ", -1);
        String id = parts[1];
        reads.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
        Supplier<RuntimeException> failure = failures.get(id);
        if (failure != null) {
            throw failure.get();
        }
        if (Integer.parseInt(parts[0]) != epoch) {
            throw ExpiredIteratorException.builder().message("expired").build();
        }
        StubShard shard = shard(id);
        int position = Integer.parseInt(parts[2]);
        boolean fromHorizon = parts.length > 3;
        if (position < shard.trimmed
                || (forgettingStarts && position == 0 && !fromHorizon && !shard.records.isEmpty())) {
            throw TrimmedDataAccessException.builder().message("trimmed").build();
        }
        int end = shard.records.size();
        return GetRecordsResponse.builder()
                .records(List.copyOf(shard.records.subList(position, end)))
                .nextShardIterator(shard.closed ? null : epoch + " " + id + " " + end)
                .build();
    }
}
