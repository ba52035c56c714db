package dev.kvcdi.dynamodb;

import dev.kvcdi.dynamodb.DynamoDbItem.DamagedItemException;
import dev.kvcdi.dynamodb.DynamoDbItem.NewerItemException;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.WatchFacet;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The running watches of a table, for all of which its stream is read once. */
final class DynamoDbWatches implements WatchFacet, DynamoDbFeed.Watchers {

    /** Who deletes the items whose time in the table's TTL attribute has passed. */
    private static final String TTL_SERVICE = "dynamodb.amazonaws.com";

    /** A program that writes what cannot be read writes much of it, between what can be read while versions replace each other. */
    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(1);

    private final DriverContext context;
    private final String keyName;
    private final DynamoDbFeed feed;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    private final AtomicLong warnedNanos = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS.toNanos());

    DynamoDbWatches(DynamoDbTable table) {
        this(
                table.context(),
                table.keyName(),
                new StreamCalls(table.link().client(), table.link()::streams, table.name(), table.errors()),
                table.watchInterval());
    }

    /**
     * @param keyName the name of the key's attribute
     * @param shortest how long a shard is left alone at least between two reads
     */
    DynamoDbWatches(DriverContext context, String keyName, StreamCalls calls, Duration shortest) {
        this.context = context;
        this.keyName = keyName;
        this.feed = new DynamoDbFeed(context, calls, shortest, this);
    }

    /** Tells whether a table has what watches need: a stream that shows what was written. */
    static boolean possible(TableDescription table) {
        return StreamCalls.hasStream(table);
    }

    @Override
    public Registration watch(String prefix, Sink sink) {
        Watcher watcher = new Watcher(prefix, sink, this::left);
        feed.join(() -> watchers.add(watcher));
        return watcher;
    }

    private void left(Watcher watcher) {
        watchers.remove(watcher);
        feed.left();
    }

    @Override
    public boolean any() {
        return !watchers.isEmpty();
    }

    @Override
    public void lost() {
        watchers.forEach(Watcher::lost);
    }

    @Override
    public void tell(Record record) {
        StreamRecord change = record.dynamodb();
        AttributeValue attribute = change.keys().get(keyName);
        if (attribute == null || attribute.s() == null || Key.of(attribute.s()).isEmpty()) {
            // Not a key of ours: the store does not show such items anywhere.
            return;
        }
        String key = attribute.s();
        List<Watcher> told =
                watchers.stream().filter(watcher -> watcher.wants(key)).toList();
        if (told.isEmpty()) {
            return;
        }
        try {
            if (record.eventName() != OperationType.REMOVE) {
                DynamoDbItem item = DynamoDbItem.of(change.newImage(), keyName);
                told.forEach(watcher -> watcher.put(item::entry));
            } else if (!isExpiry(record)) {
                told.forEach(watcher -> watcher.removed(key));
            }
        } catch (DamagedItemException | NewerItemException e) {
            report(e);
            told.forEach(Watcher::lost);
        }
    }

    private void report(EngineException e) {
        long warned = warnedNanos.get();
        long now = System.nanoTime();
        if (now - warned >= BETWEEN_WARNINGS.toNanos() && warnedNanos.compareAndSet(warned, now)) {
            DynamoDbMessage.ITEM_IS_NO_ENTRY.logThrown(context.logger(), e);
        } else {
            context.logger().log(Level.DEBUG, "Another item that cannot be read was written", e);
        }
    }

    /** Tells whether an item was removed that was absent already, by its expiry. */
    private boolean isExpiry(Record removal) {
        Identity by = removal.userIdentity();
        if (by != null && TTL_SERVICE.equals(by.principalId())) {
            return true;
        }
        // Not in streams that show new images only.
        Map<String, AttributeValue> old = removal.dynamodb().oldImage();
        try {
            return !old.isEmpty()
                    && !DynamoDbItem.of(old, keyName).present(context.clock().millis());
        } catch (DamagedItemException | NewerItemException e) {
            return false;
        }
    }

    /** Ends all of them. */
    void close() {
        watchers.forEach(Watcher::close);
    }
}
