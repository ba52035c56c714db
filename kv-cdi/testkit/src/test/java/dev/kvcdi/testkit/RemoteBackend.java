package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WriteRequest;
import dev.kvcdi.testkit.MemoryLine.Passage;
import dev.kvcdi.testkit.MemoryLine.Trip;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The in-memory backend at the other end of a line, for subclasses to break. */
class RemoteBackend extends FaultyBackend {

    final MemoryLine line;
    final DriverContext context;

    RemoteBackend(Backend memory, MemoryLine line, DriverContext context) {
        super(memory, context.clock());
        this.line = line;
        this.context = context;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    /** Makes a request that changes nothing. */
    <T> T read(Supplier<T> request) {
        Trip trip = line.trip(context.timeout());
        Passage there = trip.pass();
        if (there != Passage.ARRIVED) {
            throw failure(there);
        }
        T answer = request.get();
        Passage back = trip.pass();
        if (back != Passage.ARRIVED) {
            throw failure(back);
        }
        return answer;
    }

    /** Makes a request that may change something. What is held up on its way there is called off. */
    <T> T write(Supplier<T> request) {
        Trip trip = line.trip(context.timeout());
        Passage there = trip.pass();
        if (there != Passage.ARRIVED) {
            return unsent(there, request);
        }
        T answer = request.get();
        Passage back = trip.pass();
        return back == Passage.ARRIVED ? answer : unanswered(back, answer);
    }

    <T> T unsent(Passage how, Supplier<T> request) {
        throw failure(how);
    }

    <T> T unanswered(Passage how, T answer) {
        throw new EngineException(Kind.OUTCOME_UNKNOWN, "the answer is lost", null);
    }

    static EngineException failure(Passage how) {
        return how == Passage.LATE
                ? new EngineException(Kind.TIMEOUT, "the line hangs", null)
                : new EngineException(Kind.UNAVAILABLE, "the line is cut", null);
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        return read(() -> super.get(request));
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        return write(() -> arrived(request));
    }

    /** Applies a write that has arrived, and whose answer is still to be sent. */
    Optional<Version> arrived(PutRequest request) {
        return super.put(request);
    }

    @Override
    public boolean delete(DeleteRequest request) {
        return write(() -> super.delete(request));
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        return read(() -> super.scan(request));
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<Key> keys) {
        return read(() -> super.getAll(keys));
    }

    @Override
    public void putAll(List<PutRequest> requests) {
        write(() -> {
            super.putAll(requests);
            return true;
        });
    }

    @Override
    public void deleteAll(List<Key> keys) {
        write(() -> {
            super.deleteAll(keys);
            return true;
        });
    }

    @Override
    public boolean apply(List<WriteRequest> requests) {
        return write(() -> super.apply(requests));
    }

    @Override
    public Registration watch(String prefix, Sink sink) {
        RemoteSink remote = sink(sink);
        Registration registration = super.watch(prefix, remote);
        Runnable restored = remote::restored;
        line.onRestored(restored);
        Registration ending = () -> {
            line.forget(restored);
            registration.close();
        };
        try {
            return read(() -> ending);
        } catch (EngineException e) {
            ending.close();
            throw e;
        }
    }

    RemoteSink sink(Sink sink) {
        return new RemoteSink(sink, line);
    }

    /** Misses what happens while the line does not work, and says so afterwards. */
    static class RemoteSink implements Sink {

        final Sink sink;
        private final MemoryLine line;
        private boolean missed;

        RemoteSink(Sink sink, MemoryLine line) {
            this.sink = sink;
            this.line = line;
        }

        @Override
        public synchronized void put(StoredEntry entry) {
            if (arrives()) {
                sink.put(entry);
            }
        }

        @Override
        public synchronized void removed(String key) {
            if (arrives()) {
                sink.removed(key);
            }
        }

        @Override
        public synchronized void lost() {
            sink.lost();
        }

        boolean arrives() {
            boolean arrives = line.works();
            missed |= !arrives;
            return arrives;
        }

        synchronized void restored() {
            if (missed) {
                missed = false;
                tellLoss();
            }
        }

        void tellLoss() {
            sink.lost();
        }
    }
}
