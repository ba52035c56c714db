package dev.kvcdi.testkit;

import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.PutRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Drivers that get calls wrong which somebody ends: by an interrupt. */
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
                    DropsInterrupted::new));

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
}
