package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import dev.kvcdi.KVStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** Writers of all kinds, each with keys of its own, that run beside outages. Who waits for them hears of the first that has failed. */
final class OutageWriters implements AutoCloseable {

    private final Racers racers = new Racers();
    private final List<OutageWriter> writers;
    private final List<Future<Boolean>> running;

    private OutageWriters(List<OutageWriter> writers) {
        this.writers = writers;
        this.running = writers.stream().map(racers::start).toList();
    }

    static OutageWriters start(KVStore store) {
        List<OutageWriter> writers = new ArrayList<>();
        writers.add(new PlainOutageWriter(store, "single", PlainOutageWriter.Way.SINGLE));
        writers.add(new PlainOutageWriter(store, "batch", PlainOutageWriter.Way.BATCH));
        if (store.capabilities().contains(Capability.ATOMIC_BATCHES)) {
            writers.add(new PlainOutageWriter(store, "atomic", PlainOutageWriter.Way.ATOMIC));
        }
        if (store.capabilities().contains(Capability.CONDITIONAL_WRITES)) {
            writers.add(new ConditionalOutageWriter(store, "conditional1"));
            writers.add(new ConditionalOutageWriter(store, "conditional2"));
        }
        return new OutageWriters(writers);
    }

    /** Waits until each has written. */
    void awaitAcknowledged() throws Exception {
        writers.forEach(OutageWriter::awaitAcknowledged);
        throwFailure();
    }

    /** Waits until a write of each has failed. */
    void awaitFailure() throws Exception {
        writers.forEach(OutageWriter::awaitFailure);
        throwFailure();
    }

    /** A writer that has ended without being told to has failed. */
    private void throwFailure() throws Exception {
        for (Future<Boolean> each : running) {
            if (each.isDone()) {
                Racers.result(each);
            }
        }
    }

    /** Ends them, and checks what is there. */
    void finish() throws Exception {
        writers.forEach(OutageWriter::stop);
        for (Future<Boolean> each : running) {
            Racers.result(each);
        }
        for (OutageWriter writer : writers) {
            writer.check();
        }
    }

    @Override
    public void close() {
        writers.forEach(OutageWriter::stop);
        racers.close();
    }
}
