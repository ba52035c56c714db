package dev.kvcdi.testkit;

import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet.Registration;
import dev.kvcdi.spi.WatchFacet.Sink;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Drivers that get watches wrong. */
final class WatchDefects {

    private WatchDefects() {}

    static final List<Defect> ALL = List.of(
            new Defect("drops a change now and then", "WatchLife#watch_thenList_missesNothing", sinks(DropsSome::new)),
            new Defect(
                    "tells a loss in the place of changes",
                    "WatchLife#watch_listenerThatHangsForAFewChanges_isToldThemWithoutLoss",
                    sinks(LosesSoon::new)),
            new Defect("tells no deletions", "Watch#watch_everyKindOfWrite_isTold", sinks(TellsNoDeletions::new)),
            new Defect("swaps changes", "Watch#watch_manyWritesOfAKey_comeInOrderAndTheLastArrives", sinks(Swaps::new)),
            new Defect("tells changes twice", "Watch#watch_everyKindOfWrite_isTold", sinks(TellsTwice::new)),
            new Defect("tells no expiries", "Watch#put_entry_isTheOneThatWasWritten", sinks(TellsNoExpiry::new)),
            new Defect("watches everything", "Watch#watch_prefix_tellsOfItsKeysOnly", IgnoresPrefix::new),
            new Defect("begins to watch later", "Watch#watch_writesRightAfterIt_areTold", BeginsLater::new),
            new Defect(
                    "tells deletions of absent keys", "Watch#watch_deleteOfAbsentKey_tellsNothing", TellsAbsent::new),
            new Defect(
                    "tells lost conditions", "Watch#watch_writesThatLoseOrChangeNothing_tellNothing", TellsLost::new),
            new Defect(
                    "declares what it has not",
                    "Capability#capability_declaredOrNot_worksOrIsRefused",
                    HasNoFacet::new));

    private static Defect.Breaking sinks(UnaryOperator<Sink> breaking) {
        return (memory, clock) -> new FaultyBackend(memory, clock) {
            @Override
            public Registration watch(String prefix, Sink sink) {
                return super.watch(prefix, breaking.apply(sink));
            }
        };
    }

    /** Passes everything on, for subclasses to break. */
    private abstract static class FaultySink implements Sink {

        final Sink sink;

        FaultySink(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void put(StoredEntry entry) {
            sink.put(entry);
        }

        @Override
        public void removed(String key) {
            sink.removed(key);
        }

        @Override
        public void lost() {
            sink.lost();
        }
    }

    /** A full buffer that nobody tells of. */
    private static final class DropsSome extends FaultySink {

        private final AtomicInteger changes = new AtomicInteger();

        DropsSome(Sink sink) {
            super(sink);
        }

        @Override
        public void put(StoredEntry entry) {
            if (changes.incrementAndGet() % 10 != 0) {
                super.put(entry);
            }
        }
    }

    /** A buffer that is too small. */
    private static final class LosesSoon extends FaultySink {

        private final AtomicInteger changes = new AtomicInteger();

        LosesSoon(Sink sink) {
            super(sink);
        }

        @Override
        public void put(StoredEntry entry) {
            if (changes.incrementAndGet() > 10) {
                lost();
            } else {
                super.put(entry);
            }
        }
    }

    /** Knows only writes. */
    private static final class TellsNoDeletions extends FaultySink {

        TellsNoDeletions(Sink sink) {
            super(sink);
        }

        @Override
        public void removed(String key) {}
    }

    /** Two threads that deliver. */
    private static final class Swaps extends FaultySink {

        private final AtomicReference<StoredEntry> held = new AtomicReference<>();

        Swaps(Sink sink) {
            super(sink);
        }

        @Override
        public void put(StoredEntry entry) {
            StoredEntry before = held.getAndSet(null);
            if (before != null) {
                super.put(entry);
                super.put(before);
            } else if (!held.compareAndSet(null, entry)) {
                super.put(entry);
            }
        }
    }

    /** Resumes too far back. */
    private static final class TellsTwice extends FaultySink {

        TellsTwice(Sink sink) {
            super(sink);
        }

        @Override
        public void removed(String key) {
            super.removed(key);
            super.put(StoredEntry.of(key, new byte[] {'x'}, StoredEntry.NEVER, () -> Version.of("again")));
        }
    }

    /** Forgets the expiry on its way. */
    private static final class TellsNoExpiry extends FaultySink {

        TellsNoExpiry(Sink sink) {
            super(sink);
        }

        @Override
        public void put(StoredEntry entry) {
            super.put(StoredEntry.of(entry.key(), entry.value(), StoredEntry.NEVER, entry::version));
        }
    }

    /** Leaves it to others to look at the prefix. */
    private static final class IgnoresPrefix extends FaultyBackend {

        IgnoresPrefix(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Registration watch(String prefix, Sink sink) {
            return super.watch(prefix.length() > 1 ? prefix.substring(0, prefix.length() - 1) : prefix, sink);
        }
    }

    /** Returns while the subscription is still on its way. */
    private static final class BeginsLater extends FaultyBackend {

        BeginsLater(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Registration watch(String prefix, Sink sink) {
            CompletableFuture<Registration> later = CompletableFuture.supplyAsync(
                    () -> super.watch(prefix, sink), CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
            return () -> later.join().close();
        }
    }

    /** Tells a deletion for every call. */
    private static final class TellsAbsent extends FaultyBackend {

        private final List<Sink> sinks = new CopyOnWriteArrayList<>();

        TellsAbsent(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Registration watch(String prefix, Sink sink) {
            sinks.add(sink);
            return super.watch(prefix, sink);
        }

        @Override
        public boolean delete(DeleteRequest request) {
            boolean deleted = super.delete(request);
            if (!deleted) {
                sinks.forEach(sink -> sink.removed(request.key().text()));
            }
            return deleted;
        }
    }

    /** Tells a write for every call. */
    private static final class TellsLost extends FaultyBackend {

        private final List<Sink> sinks = new CopyOnWriteArrayList<>();

        TellsLost(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Registration watch(String prefix, Sink sink) {
            sinks.add(sink);
            return super.watch(prefix, sink);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            Optional<Version> version = super.put(put);
            if (version.isEmpty()) {
                StoredEntry entry =
                        StoredEntry.of(put.key().text(), put.value(), put.expiryMillis(), () -> Version.of("lost"));
                sinks.forEach(sink -> sink.put(entry));
            }
            return version;
        }
    }

    /** Says that it can watch and write atomically. */
    private static final class HasNoFacet extends FaultyBackend {

        HasNoFacet(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public <F> Optional<F> facet(Class<F> type) {
            return Optional.empty();
        }
    }
}
