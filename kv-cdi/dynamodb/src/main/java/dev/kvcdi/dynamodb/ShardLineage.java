package dev.kvcdi.dynamodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/**
 * The shards of one stream, as far as they are read: those that were open at the beginning from then on, and all that come of them from
 * their beginning, each after its parent has ended. So the changes of a key come in order. Not safe for use by several threads.
 *
 * <p>Listings of shards may lag behind, and be without a parent whose child they have.
 */
final class ShardLineage {

    /** How long a shard waits for a parent that no listing shows before something must be wrong. */
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final String stream;
    private final Duration shortest;

    /** By id, in the order in which they were seen: parents come before children as a rule. */
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    /** Shards that ended while they were read, and of which no child is known yet. */
    private final Set<String> childless = new HashSet<>();

    /**
     * Begins with a listing.
     *
     * @param stream the stream's ARN
     * @param listing its shards
     * @param shortest how long a shard is left alone at least between two reads
     */
    ShardLineage(String stream, Collection<Shard> listing, Duration shortest) {
        this.stream = stream;
        this.shortest = shortest;
        for (Shard shard : listing) {
            Node node = new Node(shard.parentShardId());
            node.ended = isClosed(shard);
            if (!node.ended) {
                node.cursor = new ShardCursor(shard.shardId(), false, shortest);
            }
            nodes.put(shard.shardId(), node);
        }
    }

    String stream() {
        return stream;
    }

    /** Takes a later listing: new shards are to be read, and those that were read and that are not listed any longer are forgotten. */
    void update(Collection<Shard> listing) {
        Set<String> listed = new HashSet<>();
        for (Shard shard : listing) {
            String id = shard.shardId();
            listed.add(id);
            if (shard.parentShardId() != null) {
                childless.remove(shard.parentShardId());
            }
            if (!nodes.containsKey(id)) {
                Node node = new Node(shard.parentShardId());
                // Listed too late: what is in it is older than what was told of its child.
                node.ended = hasChildUnderWay(id);
                nodes.put(id, node);
            }
        }
        nodes.entrySet()
                .removeIf(each ->
                        each.getValue().ended && !listed.contains(each.getKey()) && hasChildUnderWay(each.getKey()));
    }

    private boolean hasChildUnderWay(String id) {
        return nodes.values().stream().anyMatch(node -> id.equals(node.parent) && (node.ended || node.cursor != null));
    }

    /** Returns the shards that can be read now. */
    List<ShardCursor> readable() {
        List<ShardCursor> readable = new ArrayList<>();
        nodes.forEach((id, node) -> {
            if (!node.ended && (node.cursor != null || parentEnded(node))) {
                if (node.cursor == null) {
                    node.cursor = new ShardCursor(id, true, shortest);
                }
                readable.add(node.cursor);
            }
        });
        return readable;
    }

    private boolean parentEnded(Node node) {
        if (node.parent == null) {
            return true;
        }
        Node parent = nodes.get(node.parent);
        return parent != null && parent.ended;
    }

    /** Notes that a shard was read to its end. */
    void ended(ShardCursor cursor) {
        String id = cursor.shard();
        Node node = nodes.get(id);
        if (node != null) {
            node.ended = true;
            node.cursor = null;
        }
        if (nodes.values().stream().noneMatch(each -> id.equals(each.parent))) {
            childless.add(id);
        }
    }

    /** Tells whether shards are missing in the listings so far: children of one that ended, or the parent of one that waits. */
    boolean isIncomplete() {
        return !childless.isEmpty() || nodes.values().stream().anyMatch(this::isOrphan);
    }

    /** Tells whether a shard waits for a parent that does not come. */
    boolean isBroken() {
        long now = System.nanoTime();
        return nodes.values().stream().anyMatch(node -> isOrphan(node) && now - node.sinceNanos > PATIENCE_NANOS);
    }

    private boolean isOrphan(Node node) {
        return !node.ended && node.cursor == null && node.parent != null && !nodes.containsKey(node.parent);
    }

    private static boolean isClosed(Shard shard) {
        return shard.sequenceNumberRange() != null
                && shard.sequenceNumberRange().endingSequenceNumber() != null;
    }

    /** One shard. */
    private static final class Node {

        private final @Nullable String parent;
        private final long sinceNanos = System.nanoTime();
        private boolean ended;
        private @Nullable ShardCursor cursor;

        Node(@Nullable String parent) {
            this.parent = parent;
        }
    }
}
