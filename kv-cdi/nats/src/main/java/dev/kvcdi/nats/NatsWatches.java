package dev.kvcdi.nats;

import dev.kvcdi.spi.WatchFacet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The running watches of a bucket. */
final class NatsWatches implements WatchFacet {

    private final NatsBucket bucket;
    private final Set<NatsFeed> feeds = ConcurrentHashMap.newKeySet();

    NatsWatches(NatsBucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public Registration watch(String prefix, Sink sink) {
        NatsFeed feed = new NatsFeed(bucket, prefix, sink, feeds::remove);
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

    /** Ends all of them. */
    void close() {
        feeds.forEach(NatsFeed::close);
    }
}
