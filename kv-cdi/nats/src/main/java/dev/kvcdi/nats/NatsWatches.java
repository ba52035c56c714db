package dev.kvcdi.nats;

import dev.kvcdi.spi.WatchFacet;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The running watches of a bucket. */
final class NatsWatches implements WatchFacet {

    /** Every message of a newer version says so to every watch, thousands of times a second while versions replace each other. */
    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(1);

    private final NatsBucket bucket;
    private final Set<NatsFeed> feeds = ConcurrentHashMap.newKeySet();
    private final AtomicLong warnedNanos = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS.toNanos());

    NatsWatches(NatsBucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public Registration watch(String prefix, Sink sink) {
        NatsFeed feed = new NatsFeed(bucket, this, prefix, sink);
        feeds.add(feed);
        boolean begun = false;
        try {
            feed.begin();
            begun = true;
            return feed;
        } finally {
            if (!begun) {
                feed.close();
            }
        }
    }

    /** Called by a watch that has ended. */
    void ended(NatsFeed feed) {
        feeds.remove(feed);
    }

    /** Called by a watch that got what a newer version of the driver wrote. */
    void foundNewer() {
        long warned = warnedNanos.get();
        long now = System.nanoTime();
        if (now - warned >= BETWEEN_WARNINGS.toNanos() && warnedNanos.compareAndSet(warned, now)) {
            NatsMessage.NEWER_WRITES.log(bucket.context().logger(), bucket.stream());
        } else {
            bucket.context().logger().log(Level.DEBUG, "A newer version wrote to {0} again", bucket.stream());
        }
    }

    /** Ends all of them. */
    void close() {
        feeds.forEach(NatsFeed::close);
    }
}
