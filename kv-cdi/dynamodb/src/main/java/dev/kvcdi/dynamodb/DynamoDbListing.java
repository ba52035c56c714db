package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Listings, part by part. A scan goes by the keys' hashes, from any key on: a key that is there throughout comes exactly once. DynamoDB
 * reads whole tables for it, and charges for what it reads.
 */
final class DynamoDbListing {

    /** The most items that a request looks at; DynamoDB itself stops at 1 MB. */
    private static final int MAX_WINDOW = 1 << 20;

    private final DynamoDbTable table;
    private final ListingPosition positions;

    DynamoDbListing(DynamoDbTable table) {
        this.table = table;
        this.positions = new ListingPosition(
                table.name(), String.valueOf(table.description().tableId()));
    }

    ScanResult scan(ScanRequest request) {
        return new Part(request).read();
    }

    /** The reading of one part. */
    private final class Part {

        private final ScanRequest request;
        private final Expression filter;
        private final Deadline deadline = table.deadline();
        private final Deadline enough = Deadline.in(table.context().timeout().dividedBy(2));
        private final List<StoredEntry> entries = new ArrayList<>();
        private long bytes;
        private int window;

        Part(ScanRequest request) {
            this.request = request;
            this.filter = Expression.listed(table.keyName(), request.prefix(), table.now());
            this.window = request.limit();
        }

        ScanResult read() {
            byte[] position = request.position();
            @Nullable String behind = position == null ? null : positions.read(position, request.prefix());
            while (true) {
                ScanResponse response = ask(behind);
                @Nullable String last = last(response);
                for (Map<String, AttributeValue> each : response.items()) {
                    DynamoDbItem item = DynamoDbItem.of(each, table.keyName());
                    if (!take(item)) {
                        continue;
                    }
                    if (entries.size() == request.limit() || bytes >= ScanResult.ENOUGH_BYTES) {
                        boolean more = last != null || !isLast(response, each);
                        return ScanResult.of(entries, more ? next(item.key()).orElseThrow() : null);
                    }
                }
                if (last == null) {
                    return ScanResult.of(entries, null);
                }
                Optional<byte[]> next = next(last);
                if (enough.passed() && next.isPresent()) {
                    return ScanResult.of(entries, next.get());
                }
                behind = last;
                // Little of what was looked at was to be listed.
                window = Math.min(2 * window, MAX_WINDOW);
            }
        }

        private ScanResponse ask(@Nullable String behind) {
            software.amazon.awssdk.services.dynamodb.model.ScanRequest.Builder scan =
                    software.amazon.awssdk.services.dynamodb.model.ScanRequest.builder()
                            .tableName(table.name())
                            .consistentRead(table.consistentReads())
                            .limit(window)
                            .filterExpression(filter.text())
                            .expressionAttributeNames(filter.names())
                            .expressionAttributeValues(filter.values())
                            .overrideConfiguration(DynamoDbTable.until(deadline));
            if (!request.withValues()) {
                scan.projectionExpression(DynamoDbTable.withoutValue()).expressionAttributeNames(table.names());
            }
            if (behind != null) {
                scan.exclusiveStartKey(Map.of(table.keyName(), AttributeValue.fromS(behind)));
            }
            var built = scan.build();
            return table.read(client -> client.scan(built));
        }

        private @Nullable String last(ScanResponse response) {
            AttributeValue key =
                    response.hasLastEvaluatedKey() ? response.lastEvaluatedKey().get(table.keyName()) : null;
            return key == null ? null : key.s();
        }

        private boolean take(DynamoDbItem item) {
            // Other clients have keys that are none here.
            Optional<Key> key = Key.of(item.key()).filter(each -> each.text().startsWith(request.prefix()));
            if (key.isEmpty()) {
                return false;
            }
            StoredEntry entry =
                    request.withValues() ? item.entry() : item.entryWithoutValue(() -> table.foreignVersion(key.get()));
            entries.add(entry);
            bytes += entry.value().length;
            return true;
        }

        private static boolean isLast(ScanResponse response, Map<String, AttributeValue> item) {
            List<Map<String, AttributeValue>> items = response.items();
            return items.get(items.size() - 1) == item;
        }

        private Optional<byte[]> next(String key) {
            return positions.behind(key, request.prefix());
        }
    }
}
