package dev.kvcdi.nats;

import dev.kvcdi.spi.StoredEntry;
import io.nats.client.JetStreamApiException;
import io.nats.client.PurgeOptions;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Purges what nobody sees any longer: expired entries that the server does not remove itself, and delete markers after their retention.
 * Each purge is bounded by the sequence that was looked at, so that it never takes a newer value along.
 */
final class NatsSweeper {

    private static final int PART = 1_000;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final NatsBucket bucket;
    private final NatsListing listing;
    private final Duration interval;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Future<?> next;
    private boolean closed;
    private long last;

    NatsSweeper(NatsBucket bucket, NatsListing listing, Duration interval) {
        this.bucket = bucket;
        this.listing = listing;
        this.interval = interval;
    }

    /** Begins to sweep, if the bucket lets us. Several applications do so at times of their own. */
    void begin() {
        if (bucket.traits().purgeable() && !interval.isZero() && !interval.isNegative()) {
            schedule(Duration.ofMillis(
                    interval.toMillis() / 2 + ThreadLocalRandom.current().nextLong(interval.toMillis() / 2 + 1)));
        }
    }

    private void schedule(Duration delay) {
        lock.lock();
        try {
            if (!closed) {
                next = bucket.context().scheduler().schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        boolean more = false;
        try {
            more = bucket.link().isUp() && sweepPart();
        } catch (IOException | JetStreamApiException | PullConsumer.BrokenListingException | RuntimeException e) {
            bucket.context().logger().log(Level.DEBUG, "A sweep failed, and is tried again later", e);
        }
        schedule(more ? PAUSE : interval);
    }

    /** Sweeps the next part and tells whether there is more. */
    boolean sweepPart() throws IOException, JetStreamApiException, PullConsumer.BrokenListingException {
        List<NatsRecord> dead = new ArrayList<>();
        long before = last;
        int[] seen = new int[1];
        listing.forEach(
                last + 1,
                PART,
                record -> {
                    seen[0]++;
                    last = record.sequence();
                    if (isDead(record)) {
                        dead.add(record);
                    }
                },
                LONGEST_REQUEST);
        for (NatsRecord each : dead) {
            if (isClosed()) {
                return false;
            }
            purge(each);
        }
        boolean more = seen[0] > 0 && last > before;
        if (!more) {
            last = 0;
        }
        return more;
    }

    private boolean isDead(NatsRecord record) {
        // What is under a subject that is no key is not ours, and where the subject has a wildcard, purging it would
        // purge others.
        if (record.kind() == NatsRecord.Kind.NEWER
                || bucket.subjects().key(record.subject()).isEmpty()) {
            return false;
        }
        if (record.kind() == NatsRecord.Kind.VALUE) {
            return record.expiryMillis() != StoredEntry.NEVER
                    && bucket.now() - record.expiryMillis() > BucketTraits.SLACK.toMillis();
        }
        long age = bucket.now() - TimeUnit.NANOSECONDS.toMillis(record.timeNanos());
        return age > bucket.markerRetention().toMillis();
    }

    private void purge(NatsRecord record) throws IOException, JetStreamApiException {
        PurgeOptions upTo = PurgeOptions.builder()
                .subject(record.subject())
                .sequence(record.sequence() + 1)
                .build();
        bucket.link().management(LONGEST_REQUEST).purgeStream(bucket.stream(), upTo);
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            if (next != null) {
                next.cancel(false);
            }
        } finally {
            lock.unlock();
        }
    }
}
