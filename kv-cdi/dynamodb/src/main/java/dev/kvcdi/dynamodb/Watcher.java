package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One watch. Its lock makes sure that no call of the sink begins after its end, though the end does not wait for the stream. */
final class Watcher implements WatchFacet.Registration {

    private final String prefix;
    private final WatchFacet.Sink sink;
    private final Consumer<Watcher> left;
    private boolean ended;

    Watcher(String prefix, WatchFacet.Sink sink, Consumer<Watcher> left) {
        this.prefix = prefix;
        this.sink = sink;
        this.left = left;
    }

    boolean wants(String key) {
        return key.startsWith(prefix);
    }

    /** Tells of an entry, which is made only if it is told. */
    synchronized void put(Supplier<StoredEntry> entry) {
        if (!ended) {
            sink.put(entry.get());
        }
    }

    synchronized void removed(String key) {
        if (!ended) {
            sink.removed(key);
        }
    }

    synchronized void lost() {
        if (!ended) {
            sink.lost();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        left.accept(this);
    }
}
