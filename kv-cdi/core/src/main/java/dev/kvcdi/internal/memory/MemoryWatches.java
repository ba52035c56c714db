package dev.kvcdi.internal.memory;

import dev.kvcdi.spi.WatchFacet.Registration;
import dev.kvcdi.spi.WatchFacet.Sink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The watches of one table. The table calls it while it holds its lock for writing, so that changes are told in commit order. */
final class MemoryWatches {

    private final List<Observer> observers = new CopyOnWriteArrayList<>();

    Registration add(String prefix, Sink sink) {
        Observer added = new Observer(prefix, sink);
        observers.add(added);
        return () -> {
            observers.remove(added);
            added.end();
        };
    }

    void put(MemoryRecord written) {
        for (Observer observer : observers) {
            observer.put(written);
        }
    }

    void removed(String key) {
        for (Observer observer : observers) {
            observer.removed(key);
        }
    }

    void clear() {
        observers.clear();
    }

    /** One watch. Its lock makes sure that no call of the sink begins after its end, though the end does not wait for the table. */
    private static final class Observer {

        private final String prefix;
        private final Sink sink;
        private boolean ended;

        Observer(String prefix, Sink sink) {
            this.prefix = prefix;
            this.sink = sink;
        }

        synchronized void put(MemoryRecord written) {
            if (!ended && written.key().text().startsWith(prefix)) {
                sink.put(written.entry(true));
            }
        }

        synchronized void removed(String key) {
            if (!ended && key.startsWith(prefix)) {
                sink.removed(key);
            }
        }

        synchronized void end() {
            ended = true;
        }
    }
}
