package dev.kvcdi.testkit;

import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.PutRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Drivers that get calls wrong which somebody ends: by an interrupt, or by closing the store. */
final class EndDefects {

    private EndDefects() {}

    static final List<Defect> ALL = List.of(
            new Defect(
                    "clears the flag of interrupts",
                    "Interrupt#everyOperation_interruptedThread_keepsTheFlag",
                    ClearsInterrupts::new),
            new Defect(
                    "calls an interrupted write not applied",
                    "Interrupt#writes_interruptedThread_areAppliedOrNotAsTold",
                    DeniesInterrupted::new),
            new Defect(
                    "calls an interrupted write not applied",
                    "Interrupt#calls_interruptedAgainAndAgain_workAfterwards",
                    DeniesInterrupted::new),
            new Defect(
                    "acknowledges an interrupted write that is not applied",
                    "Interrupt#calls_interruptedAgainAndAgain_workAfterwards",
                    DropsInterrupted::new),
            Defect.ofOutages(
                    "refuses a write as closed that is applied",
                    "Close#close_besideRunningCalls_endsEachByResultOrAsClosed",
                    DeniesLast::new));

    /** Swallows what it does not know what to do with. */
    private static final class ClearsInterrupts extends FaultyBackend {

        ClearsInterrupts(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            Thread.interrupted();
            return super.put(request);
        }
    }

    /** Takes an interrupt for the end of a write that is over. */
    private static final class DeniesInterrupted extends FaultyBackend {

        DeniesInterrupted(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            Optional<Version> written = super.put(request);
            if (Thread.currentThread().isInterrupted()) {
                throw new EngineException(Kind.UNAVAILABLE, "the thread was interrupted", null);
            }
            return written;
        }
    }

    /** Leaves off in silence. */
    private static final class DropsInterrupted extends FaultyBackend {

        DropsInterrupted(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            return Thread.currentThread().isInterrupted() ? Optional.of(Version.of("dropped")) : super.put(request);
        }
    }

    /** Sees the end of the store when the write is over. */
    private static final class DeniesLast extends RemoteBackend {

        DeniesLast(Backend memory, MemoryLine line, DriverContext context) {
            super(memory, line, context);
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            Optional<Version> written = super.put(request);
            // The end comes when every caller has got here.
            if (request.key().text().endsWith("/20")) {
                throw new EngineException(Kind.CLOSED, "the store is closed", null);
            }
            return written;
        }
    }
}
