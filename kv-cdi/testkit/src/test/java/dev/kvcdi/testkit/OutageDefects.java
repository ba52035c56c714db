package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WriteRequest;
import dev.kvcdi.testkit.MemoryLine.Passage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Drivers of remote engines that get outages wrong. */
final class OutageDefects {

    private OutageDefects() {}

    private static final String CALLS = "Outage#everyOperation_engineAway_endsInTimeAsSpecifiedAndWorksAgain";
    private static final String WRITES = "Outage#writes_besideOutages_areThereAsTold";
    private static final String READS = "Outage#listings_besideOutages_areCompleteOrFail";
    private static final String START = "Outage#start_engineAway_failsInTimeAndWorksOnceItIsThere";
    private static final String WATCHES = "OutageWatch#watch_besideOutages_convergesOrIsLost";

    /** How many timeouts are longer than the grace of calls. */
    private static final int TOO_OFTEN = 4;

    static final List<Defect> ALL = List.of(
            Defect.ofOutages("acknowledges what it cannot send", CALLS, AcknowledgesUnsent::new),
            Defect.ofOutages("acknowledges what may not have arrived", WRITES, AcknowledgesSent::new),
            Defect.ofOutages("calls a write with a lost answer not applied", WRITES, DeniesUnanswered::new),
            Defect.ofOutages("calls a batch that broke off not applied", WRITES, BreaksBatches::new),
            Defect.ofOutages("applies half of an atomic batch that broke off", WRITES, BreaksAtomicBatches::new),
            Defect.ofOutages("calls a write that arrives later not applied", CALLS, ArrivesLater::new),
            Defect.ofOutages("tells a lost condition after a lost answer", WRITES, RepeatsWrites::new),
            Defect.ofOutages("waits longer than the timeout", CALLS, WaitsLonger::new),
            Defect.ofOutages("waits longer for answers than the timeout", WRITES, WaitsForAnswers::new),
            Defect.ofOutages("ends a listing where the line breaks", READS, ShortensListings::new),
            Defect.ofOutages("never works again", CALLS, NeverHeals::new),
            Defect.ofOutages("never works after a start without the engine", START, NeverStarts::new),
            Defect.ofOutages("has other versions after an outage", CALLS, RenewsVersions::new),
            Defect.ofOutages("tells no changes of an outage, and no loss", WATCHES, ForgetsLoss::new),
            Defect.ofOutages("watches no more after an outage", WATCHES, EndsWatches::new));

    private static boolean isPlain(PutRequest request) {
        return request.condition().equals(Condition.none());
    }

    /** A buffer that is sent some time. */
    private static final class AcknowledgesUnsent extends RemoteBackend {

        AcknowledgesUnsent(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            try {
                return super.put(request);
            } catch (EngineException e) {
                return Optional.of(Version.of("buffered"));
            }
        }
    }

    /** Does not wait for the answers of plain writes. */
    private static final class AcknowledgesSent extends RemoteBackend {

        AcknowledgesSent(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            boolean connected = line.works();
            if (isPlain(request)) {
                line.exposed();
            }
            try {
                return super.put(request);
            } catch (EngineException e) {
                if (connected && isPlain(request)) {
                    return Optional.of(Version.of("sent"));
                }
                throw e;
            }
        }
    }

    /** Takes every broken connection for one that has brought nothing. */
    private static final class DeniesUnanswered extends RemoteBackend {

        DeniesUnanswered(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            try {
                return super.put(request);
            } catch (EngineException e) {
                throw isPlain(request) ? failure(Passage.BROKEN) : e;
            }
        }

        @Override
        Optional<Version> arrived(PutRequest request) {
            Optional<Version> written = super.arrived(request);
            if (isPlain(request)) {
                line.exposed();
            }
            return written;
        }
    }

    /** Sends a batch in halves, and tells the second one's fate as that of all. */
    private static final class BreaksBatches extends RemoteBackend {

        BreaksBatches(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public void putAll(List<PutRequest> requests) {
            int half = requests.size() / 2;
            if (half > 0) {
                super.putAll(requests.subList(0, half));
                line.exposed();
            }
            super.putAll(requests.subList(half, requests.size()));
        }
    }

    /** Sends an atomic batch in halves. */
    private static final class BreaksAtomicBatches extends RemoteBackend {

        BreaksAtomicBatches(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public boolean apply(List<WriteRequest> requests) {
            int half = requests.size() / 2;
            if (half > 0 && !super.apply(requests.subList(0, half))) {
                return false;
            }
            line.exposed();
            try {
                return super.apply(requests.subList(half, requests.size()));
            } catch (EngineException e) {
                throw new EngineException(Kind.OUTCOME_UNKNOWN, "half of it is sent", e);
            }
        }
    }

    /** Does not call off what is held up. */
    private static final class ArrivesLater extends RemoteBackend {

        ArrivesLater(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        <T> T unsent(Passage how, Supplier<T> request) {
            if (how == Passage.LATE) {
                AtomicBoolean arrived = new AtomicBoolean();
                line.onRestored(() -> {
                    if (arrived.compareAndSet(false, true)) {
                        assertThat(request.get()).isNotNull();
                    }
                });
            }
            return super.unsent(how, request);
        }
    }

    /** Sends a write again without looking whether it was applied. */
    private static final class RepeatsWrites extends RemoteBackend {

        RepeatsWrites(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            long end = System.nanoTime() + context.timeout().toNanos();
            boolean unknown = false;
            while (true) {
                try {
                    return super.put(request);
                } catch (EngineException e) {
                    unknown |= e.kind() == Kind.OUTCOME_UNKNOWN;
                    if (!unknown) {
                        throw e;
                    }
                    if (System.nanoTime() - end > 0) {
                        throw new EngineException(Kind.OUTCOME_UNKNOWN, "no answer", e);
                    }
                    dawdle();
                }
            }
        }

        @Override
        Optional<Version> arrived(PutRequest request) {
            Optional<Version> written = super.arrived(request);
            if (!isPlain(request) && written.isPresent()) {
                line.exposed();
            }
            return written;
        }
    }

    /** Adds timeouts up. */
    private static final class WaitsLonger extends RemoteBackend {

        WaitsLonger(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            for (int late = 0; late < TOO_OFTEN; late++) {
                try {
                    return super.get(request);
                } catch (EngineException e) {
                    dawdle();
                }
            }
            return super.get(request);
        }
    }

    /** Waits with a time of its own for the answer to what it has sent. */
    private static final class WaitsForAnswers extends RemoteBackend {

        WaitsForAnswers(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        <T> T unanswered(Passage how, T answer) {
            for (int late = 0; how == Passage.LATE && late < TOO_OFTEN; late++) {
                line.trip(context.timeout()).pass();
            }
            return super.unanswered(how, answer);
        }

        @Override
        Optional<Version> arrived(PutRequest request) {
            Optional<Version> written = super.arrived(request);
            line.exposed();
            return written;
        }
    }

    /** Takes the end of the connection for the end of the listing. */
    private static final class ShortensListings extends RemoteBackend {

        ShortensListings(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            boolean connected = line.works();
            line.exposed();
            try {
                return super.scan(request);
            } catch (EngineException e) {
                if (connected) {
                    return ScanResult.of(List.of(), null);
                }
                throw e;
            }
        }
    }

    /** Remembers a failure for ever. */
    private static final class NeverHeals extends RemoteBackend {

        private final AtomicBoolean failed = new AtomicBoolean();

        NeverHeals(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            if (failed.get()) {
                throw failure(Passage.BROKEN);
            }
            try {
                return super.get(request);
            } catch (EngineException e) {
                failed.set(true);
                throw e;
            }
        }
    }

    /** Is of no use where the line ever broke before it was opened. */
    private static final class NeverStarts extends RemoteBackend {

        private final boolean useless;

        NeverStarts(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
            useless = line.everBroke();
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            if (useless) {
                throw failure(Passage.BROKEN);
            }
            return super.get(request);
        }
    }

    /** Has another way to make versions after an outage than before. */
    private static final class RenewsVersions extends RemoteBackend {

        RenewsVersions(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            boolean versioned =
                    !request.condition().holds(null) && !request.condition().holds(Version.of("no-such-version"));
            return versioned && line.everBroke() && line.works() ? Optional.empty() : super.put(request);
        }
    }

    /** Goes on with a watch where the line is restored, as if nothing had been. */
    private static final class ForgetsLoss extends RemoteBackend {

        ForgetsLoss(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        RemoteSink sink(Sink sink) {
            return new RemoteSink(sink, line) {
                @Override
                void tellLoss() {
                    // Nobody is told.
                }
            };
        }
    }

    /** Tells the loss, and nothing after it. */
    private static final class EndsWatches extends RemoteBackend {

        EndsWatches(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        RemoteSink sink(Sink sink) {
            return new RemoteSink(sink, line) {
                @Override
                boolean arrives() {
                    return super.arrives() && !line.everBroke();
                }
            };
        }
    }
}
