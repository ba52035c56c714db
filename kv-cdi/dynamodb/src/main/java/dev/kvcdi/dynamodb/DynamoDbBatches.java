package dev.kvcdi.dynamodb;

import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PartialBatchException;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Reads and writes of several keys, as many in a request as DynamoDB takes. What it leaves undone is asked for again. */
final class DynamoDbBatches implements BatchFacet {

    private static final int MAX_READS = 100;
    private static final int MAX_WRITES = 25;

    /** The most bytes of a request, a part of the 16 MB that DynamoDB takes, so that it is answered soon. */
    private static final long MAX_BYTES = 4L << 20;

    /** How many bytes of JSON a control character takes. */
    private static final int ESCAPED = 6;

    private final DynamoDbTable table;

    DynamoDbBatches(DynamoDbTable table) {
        this.table = table;
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<Key> keys) {
        Deadline deadline = table.deadline();
        long now = table.now();
        Map<String, StoredEntry> found = new HashMap<>();
        KeysAndAttributes asked = KeysAndAttributes.builder()
                .consistentRead(table.consistentReads())
                .build();
        read(keys, asked, deadline, each -> {
            DynamoDbItem item = DynamoDbItem.of(each, table.keyName());
            if (item.present(now)) {
                found.put(item.key(), item.entry());
            }
        });
        return keys.stream()
                .map(key -> Optional.ofNullable(found.get(key.text())))
                .toList();
    }

    /** Reads the items of keys, in the way that is asked for. */
    private void read(
            List<Key> keys,
            KeysAndAttributes asked,
            Deadline deadline,
            Consumer<Map<String, AttributeValue>> eachItem) {
        for (int from = 0; from < keys.size(); from += MAX_READS) {
            List<Key> part = keys.subList(from, Math.min(keys.size(), from + MAX_READS));
            read(
                    asked.copy(builder ->
                            builder.keys(part.stream().map(table::key).toList())),
                    deadline,
                    eachItem);
        }
    }

    private void read(KeysAndAttributes part, Deadline deadline, Consumer<Map<String, AttributeValue>> eachItem) {
        BackOff backOff = new BackOff(deadline);
        Map<String, KeysAndAttributes> open = Map.of(table.name(), part);
        while (true) {
            BatchGetItemRequest request = BatchGetItemRequest.builder()
                    .requestItems(open)
                    .overrideConfiguration(DynamoDbTable.until(deadline))
                    .build();
            BatchGetItemResponse response = table.read(client -> client.batchGetItem(request));
            List<Map<String, AttributeValue>> items = response.responses().getOrDefault(table.name(), List.of());
            items.forEach(eachItem);
            open = response.unprocessedKeys();
            if (open.isEmpty()) {
                return;
            }
            if (items.isEmpty()) {
                table.link().throttled();
            } else {
                // An answer has at most 16 MB: what is open may only have had no room.
                backOff.restart();
            }
            if (!backOff.pause()) {
                throw unread(!items.isEmpty());
            }
        }
    }

    /** Returns the failure where keys are left unread when the time is over. */
    private EngineException unread(boolean getsOn) {
        if (Thread.currentThread().isInterrupted()) {
            return table.errors().interrupted();
        }
        return getsOn
                ? table.errors().timeout("DynamoDB did not read all keys in time", null)
                : table.errors().throttled(null);
    }

    @Override
    public void putAll(List<PutRequest> requests) {
        Run run = new Run(requests.stream().map(PutRequest::key).toList());
        for (PutRequest put : requests) {
            Map<String, AttributeValue> item = DynamoDbItem.attributes(
                    table.keyName(), put.key().text(), put.value(), DynamoDbItem.newWriteId(), put.expiryMillis());
            run.add(
                    put.key(),
                    WriteRequest.builder()
                            .putRequest(request -> request.item(item))
                            .build(),
                    weight(put.value()));
        }
        run.end();
    }

    @Override
    public void deleteAll(List<Key> keys) {
        Run run = new Run(keys);
        for (int from = 0; from < keys.size(); from += MAX_READS) {
            List<Key> part = keys.subList(from, Math.min(keys.size(), from + MAX_READS));
            run.refuseNewer(part);
            for (Key key : part) {
                run.add(
                        key,
                        WriteRequest.builder()
                                .deleteRequest(DeleteRequest.builder()
                                        .key(table.key(key))
                                        .build())
                                .build(),
                        0);
            }
            run.end();
        }
    }

    /** Returns about how many bytes a value takes in a request. */
    private static long weight(byte[] value) {
        long weight = value.length;
        for (byte each : value) {
            if (each >= 0 && each < ' ') {
                weight += ESCAPED - 1;
            }
        }
        return weight;
    }

    /** The writes of one batch. */
    private final class Run {

        private final Map<Key, Fate> fates = new LinkedHashMap<>();
        private final Deadline deadline = table.deadline();
        private final Map<String, Key> gathered = new LinkedHashMap<>();
        private final List<WriteRequest> part = new ArrayList<>();
        private long bytes;

        Run(List<Key> keys) {
            keys.forEach(key -> fates.put(key, Fate.NOT_APPLIED));
        }

        /**
         * Looks at what is to be deleted: batches take no conditions, and what a newer version of the driver wrote stays.
         *
         * @throws PartialBatchException if there is such an entry, or if it cannot be told
         */
        void refuseNewer(List<Key> keys) {
            KeysAndAttributes formats = KeysAndAttributes.builder()
                    .consistentRead(true)
                    .projectionExpression(DynamoDbItem.FORMAT)
                    .build();
            try {
                read(keys, formats, deadline, DynamoDbItem::refuseNewer);
            } catch (EngineException e) {
                throw failed(e, Map.of(), false);
            }
        }

        void add(Key key, WriteRequest request, long weight) {
            if (part.size() == MAX_WRITES || (bytes + weight > MAX_BYTES && !part.isEmpty())) {
                end();
            }
            gathered.put(key.text(), key);
            part.add(request);
            bytes += weight;
        }

        /** Writes what was added last. */
        void end() {
            write(List.copyOf(part), new LinkedHashMap<>(gathered));
            gathered.clear();
            part.clear();
            bytes = 0;
        }

        /** Writes a part, until nothing of it is left undone. */
        private void write(List<WriteRequest> part, Map<String, Key> open) {
            BackOff backOff = new BackOff(deadline);
            List<WriteRequest> left = part;
            boolean doubtful = false;
            while (true) {
                Answer<BatchWriteItemResponse> answer = ask(left, open, doubtful);
                doubtful |= answer.doubtful();
                boolean conflict = answer.failure() instanceof TransactionConflictException && !answer.doubtful();
                if (answer.failure() != null && !conflict) {
                    throw failed(table.unwritten(answer), open, doubtful);
                }
                if (!conflict) {
                    List<WriteRequest> undone = Objects.requireNonNull(answer.response())
                            .unprocessedItems()
                            .getOrDefault(table.name(), List.of());
                    if (undone.size() < left.size()) {
                        backOff.restart();
                    }
                    left = undone;
                    applied(open, left);
                    if (left.isEmpty()) {
                        return;
                    }
                    table.link().throttled();
                }
                if (!backOff.pause()) {
                    EngineException why = Thread.currentThread().isInterrupted()
                            ? table.errors().interrupted()
                            : conflict
                                    ? table.errors().contended(answer.failure())
                                    : table.errors().throttled(null);
                    throw failed(why, open, doubtful);
                }
            }
        }

        private Answer<BatchWriteItemResponse> ask(List<WriteRequest> left, Map<String, Key> open, boolean doubtful) {
            BatchWriteItemRequest request = BatchWriteItemRequest.builder()
                    .requestItems(Map.of(table.name(), left))
                    .overrideConfiguration(DynamoDbTable.until(deadline))
                    .build();
            try {
                return table.ask(client -> client.batchWriteItem(request));
            } catch (EngineException e) {
                throw failed(e, open, doubtful);
            }
        }

        private void applied(Map<String, Key> open, List<WriteRequest> left) {
            Map<String, Key> undone = new LinkedHashMap<>();
            for (WriteRequest each : left) {
                String key = text(each);
                undone.put(key, Objects.requireNonNull(open.get(key)));
            }
            open.keySet().removeAll(undone.keySet());
            open.values().forEach(key -> fates.put(key, Fate.APPLIED));
            open.clear();
            open.putAll(undone);
        }

        private String text(WriteRequest request) {
            Map<String, AttributeValue> attributes = request.putRequest() == null
                    ? request.deleteRequest().key()
                    : request.putRequest().item();
            @Nullable AttributeValue key = attributes.get(table.keyName());
            return key == null ? "" : key.s();
        }

        private PartialBatchException failed(EngineException why, Map<String, Key> open, boolean doubtful) {
            if (doubtful) {
                open.values().forEach(key -> fates.put(key, Fate.UNKNOWN));
            }
            return new PartialBatchException(why.kind(), String.valueOf(why.getMessage()), fates, why);
        }
    }
}
