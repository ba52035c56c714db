package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.WatchFacet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells the changes of a store to those who watch it.
 *
 * <p>Writers call it after the commit and before they release the key's lock, which makes the order of a key's changes that of its
 * commits. A watch that is registered before a commit is seen by its writer, which looks for watches after it.
 */
final class ChangeFeed implements WatchFacet {

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    @Override
    public Registration watch(String prefix, Sink sink) {
        Watcher watcher = new Watcher(prefix, sink);
        watchers.add(watcher);
        return watcher;
    }

    void put(Key key, Header header, byte[] value) {
        if (watchers.isEmpty()) {
            return;
        }
        for (Watcher watcher : watchers) {
            if (watcher.covers(key)) {
                watcher.tell(sink -> sink.put(header.entry(key.text(), value.clone())));
            }
        }
    }

    void removed(Key key) {
        for (Watcher watcher : watchers) {
            if (watcher.covers(key)) {
                watcher.tell(sink -> sink.removed(key.text()));
            }
        }
    }

    /** Tells that it is not known whether the key was written. */
    void unknown(Key key) {
        for (Watcher watcher : watchers) {
            if (watcher.covers(key)) {
                watcher.tell(Sink::lost);
            }
        }
    }

    private final class Watcher implements Registration {

        private final String prefix;
        private final Sink sink;
        private boolean closed;

        Watcher(String prefix, Sink sink) {
            this.prefix = Objects.requireNonNull(prefix, "prefix");
            this.sink = Objects.requireNonNull(sink, "sink");
        }

        boolean covers(Key key) {
            return key.text().startsWith(prefix);
        }

        synchronized void tell(Consumer<Sink> change) {
            if (!closed) {
                change.accept(sink);
            }
        }

        @Override
        public void close() {
            watchers.remove(this);
            synchronized (this) {
                closed = true;
            }
        }
    }
}
