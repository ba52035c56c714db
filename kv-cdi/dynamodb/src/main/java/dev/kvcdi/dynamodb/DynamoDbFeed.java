package dev.kvcdi.dynamodb;

import dev.kvcdi.dynamodb.ShardCursor.Position;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/**
 * The reading of a table's stream, for as long as somebody watches: one task at a time of the context's scheduler reads the shards that
 * are due. Where records are gone for good, it begins anew from then on and says that changes were lost.
 */
final class DynamoDbFeed {

    /** How often shards are looked for without a reason, and how often while some are known to be missing. */
    private static final Duration LISTING = Duration.ofSeconds(30);

    private static final Duration LISTING_WHILE_INCOMPLETE = Duration.ofSeconds(1);

    /** How long to wait after a failure: doubled with each, from the first to the second. */
    private static final Duration SHORTEST_RETRY = Duration.ofMillis(250);

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(4);

    /** Half of the day that streams keep their records: new shards that were away for longer may have lost some in silence. */
    private static final long LONGEST_PAUSE_NANOS = Duration.ofHours(12).toNanos();

    /** How many reads a shard that always has more is given when somebody begins to watch. */
    private static final int MOST_READS_TO_JOIN = 4;

    private final DriverContext context;
    private final StreamCalls calls;
    private final Duration shortest;
    private final Watchers watchers;

    /** Held while the stream is read and watchers are told; all that follows is used under it only. */
    private final ReentrantLock reading = new ReentrantLock();

    /** What is read; null before the beginning and where it has to begin anew. */
    private @Nullable ShardLineage lineage;

    private long listingDueNanos;
    private long readNanos;
    private boolean toldLoss;
    private Duration retry = SHORTEST_RETRY;

    /** Held to change what is scheduled. */
    private final ReentrantLock timing = new ReentrantLock();

    private @Nullable Future<?> scheduled;

    /** Those for whom the stream is read. */
    interface Watchers {

        boolean any();

        /** Tells of a record; throws nothing. */
        void tell(Record record);

        void lost();
    }

    /**
     * @param shortest how long a shard is left alone at least between two reads
     */
    DynamoDbFeed(DriverContext context, StreamCalls calls, Duration shortest, Watchers watchers) {
        this.context = context;
        this.calls = calls;
        this.shortest = shortest;
        this.watchers = watchers;
    }

    /**
     * Lets a watcher in. What is committed after this is read for it, and what came before the call is passed over as far as the stream
     * shows it already.
     *
     * @param add makes it one of the watchers
     * @throws EngineException if the stream cannot be read
     */
    void join(Runnable add) {
        Deadline deadline = context.deadline();
        while (true) {
            try {
                join(add, deadline);
                return;
            } catch (EngineException e) {
                // A call that reads the stream ends sooner than this has to.
                if (e.kind() != Kind.TIMEOUT || deadline.passed()) {
                    throw e;
                }
                context.logger().log(Level.DEBUG, "A stream did not answer in time; it is asked again", e);
            }
        }
    }

    private void join(Runnable add, Deadline deadline) {
        acquire(deadline);
        try {
            if (!watchers.any()) {
                lineage = null;
            }
            try {
                readAll(deadline);
            } catch (StreamGapException e) {
                context.logger().log(Level.DEBUG, "A stream is read anew", e);
                lineage = null;
                readAll(deadline);
            }
            add.run();
        } catch (StreamGapException e) {
            throw new EngineException(Kind.UNAVAILABLE, e.getMessage() + ". Try again.", e);
        } finally {
            reading.unlock();
            if (watchers.any()) {
                schedule(shortest);
            }
        }
    }

    private void acquire(Deadline deadline) {
        try {
            if (!reading.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new EngineException(
                        Kind.TIMEOUT, "The stream was being read for too long. Try again, or raise kv.timeout.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.UNAVAILABLE, "The thread is interrupted; the watch did not begin", e);
        }
    }

    /** Takes back what is scheduled when nobody is there any longer. */
    void left() {
        if (!watchers.any()) {
            timing.lock();
            try {
                if (scheduled != null) {
                    scheduled.cancel(false);
                    scheduled = null;
                }
            } finally {
                timing.unlock();
            }
        }
    }

    private void schedule(Duration delay) {
        timing.lock();
        try {
            if (scheduled != null) {
                scheduled.cancel(false);
            }
            scheduled = context.scheduler().schedule(this::look, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            context.logger().log(Level.DEBUG, "The engine closes, and its watches with it", e);
        } finally {
            timing.unlock();
        }
    }

    /** Reads what is due. */
    private void look() {
        if (!reading.tryLock()) {
            // Whoever joins schedules the next look.
            return;
        }
        Duration next = retry;
        try {
            if (!watchers.any()) {
                lineage = null;
                return;
            }
            next = readDue();
            retry = SHORTEST_RETRY;
        } catch (StreamGapException e) {
            DynamoDbMessage.STREAM_GAP.logThrown(context.logger(), e, e.getMessage());
            lineage = null;
            retryLater();
        } catch (RuntimeException | Error e) {
            // An Error where the system has no thread for the client at the moment: nobody else would look after these
            // watches.
            context.logger().log(Level.DEBUG, "A stream could not be read; it is tried again", e);
            retryLater();
        } finally {
            reading.unlock();
        }
        if (watchers.any()) {
            schedule(next);
        }
    }

    private void retryLater() {
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
    }

    /** Reads the shards that are due, and returns when the next one is. */
    private Duration readDue() throws StreamGapException {
        Deadline deadline = context.deadline();
        ShardLineage shards = current(deadline);
        List<ShardCursor> readable = shards.readable();
        // The longest due first, so that none is left out where there are more than can be read in time.
        long nowNanos = System.nanoTime();
        readable.sort(Comparator.comparingLong(cursor -> cursor.dueNanos() - nowNanos));
        for (ShardCursor cursor : readable) {
            if (!watchers.any() || deadline.passed()) {
                return Duration.ZERO;
            }
            if (cursor.dueNanos() - System.nanoTime() <= 0) {
                read(shards, cursor, deadline);
            }
        }
        readNanos = System.nanoTime();
        long dueNanos = shards.readable().stream()
                .mapToLong(cursor -> cursor.dueNanos() - readNanos)
                .min()
                .orElse(listingDueNanos - readNanos);
        return Duration.ofNanos(Math.max(0, dueNanos));
    }

    /** Reads everything that is there now. */
    private void readAll(Deadline deadline) throws StreamGapException {
        ShardLineage shards = current(deadline);
        for (ShardCursor cursor : shards.readable()) {
            int reads = 0;
            while (read(shards, cursor, deadline) && reads < MOST_READS_TO_JOIN) {
                reads++;
            }
        }
    }

    /** Returns what is to be read, after beginning or asking for new shards where that is needed. */
    private ShardLineage current(Deadline deadline) throws StreamGapException {
        ShardLineage now = lineage;
        if (now == null || System.nanoTime() - readNanos > LONGEST_PAUSE_NANOS || now.isBroken()) {
            return begin(deadline);
        }
        if (System.nanoTime() - listingDueNanos >= 0) {
            StreamCalls.Listing listing = calls.shards(now.stream(), deadline);
            now.update(listing.shards());
            Duration interval = now.isIncomplete() ? LISTING_WHILE_INCOMPLETE : LISTING;
            listingDueNanos = System.nanoTime() + interval.toNanos();
            if (listing.ends() && now.readable().isEmpty()) {
                throw new StreamGapException("The stream was switched off", null);
            }
        }
        return now;
    }

    /** Begins with what is committed from now on. Whoever watched before may have missed something, and is told so. */
    private ShardLineage begin(Deadline deadline) throws StreamGapException {
        lineage = null;
        boolean begun = false;
        try {
            String stream = calls.stream(deadline);
            ShardLineage fresh =
                    new ShardLineage(stream, calls.shards(stream, deadline).shards(), shortest);
            for (ShardCursor cursor : fresh.readable()) {
                cursor.begin(
                        calls.iterator(stream, cursor.shard(), new Position(ShardIteratorType.LATEST, null), deadline));
            }
            lineage = fresh;
            readNanos = System.nanoTime();
            listingDueNanos = readNanos + LISTING.toNanos();
            begun = true;
            return fresh;
        } finally {
            // Told at once when it may take long, and again when everything from then on is read.
            if (begun || !toldLoss) {
                watchers.lost();
            }
            toldLoss = !begun;
        }
    }

    /** Reads a shard once, and tells whether something came. */
    private boolean read(ShardLineage shards, ShardCursor cursor, Deadline deadline) throws StreamGapException {
        try {
            String iterator = cursor.iterator();
            if (iterator == null) {
                Position position = cursor.position()
                        .orElseThrow(() -> new StreamGapException("A shard was not read for too long", null));
                iterator = calls.iterator(shards.stream(), cursor.shard(), position, deadline);
                cursor.begin(iterator);
            }
            GetRecordsResponse answer = calls.records(iterator, deadline).orElse(null);
            if (answer == null) {
                cursor.expired();
                return true;
            }
            List<Record> records = answer.records();
            records.forEach(watchers::tell);
            cursor.advance(
                    records.isEmpty()
                            ? null
                            : records.get(records.size() - 1).dynamodb().sequenceNumber(),
                    answer.nextShardIterator());
            if (answer.nextShardIterator() == null) {
                shards.ended(cursor);
                listingDueNanos = System.nanoTime();
                return false;
            }
            return !records.isEmpty();
        } catch (StreamGapException e) {
            // Records stay for a day, and the last look is not that long ago.
            if (e.isTrimmed() && cursor.restart()) {
                return true;
            }
            throw e;
        } catch (EngineException e) {
            if (e.kind() != Kind.THROTTLED) {
                throw e;
            }
            cursor.slowDown();
            return false;
        }
    }
}
