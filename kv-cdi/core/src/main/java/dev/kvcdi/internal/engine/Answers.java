package dev.kvcdi.internal.engine;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether a connected engine answers. Clients connect again by themselves, so that a driver need not know of an outage; calls do, and
 * the log is told when they begin to fail for the engine's sake, and when one succeeds again.
 */
final class Answers {

    private static final Set<Kind> OF_OUTAGES = EnumSet.of(Kind.UNAVAILABLE, Kind.TIMEOUT, Kind.ACCESS_DENIED);

    /** What fails now and then is told this often; an outage that lasts is told however soon it follows another. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final EngineLog log;

    /** Read by each call, which is all that this costs one that succeeds. */
    private volatile boolean failing;

    private volatile boolean told;
    private boolean toldBefore;
    private long toldNanos;

    Answers(EngineLog log) {
        this.log = log;
    }

    /** A call has succeeded. */
    void came() {
        if (failing) {
            recovered();
        }
    }

    /** A call has failed; returns its failure. */
    EngineException failed(EngineException failure) {
        // Who is interrupted waits for no answer.
        if (OF_OUTAGES.contains(failure.kind()) && !Thread.currentThread().isInterrupted()) {
            failing = true;
            if (!told) {
                tell(failure);
            }
        }
        return failure;
    }

    private synchronized void tell(EngineException failure) {
        long now = System.nanoTime();
        if (!told && (!toldBefore || now - toldNanos >= QUIET.toNanos())) {
            told = true;
            toldBefore = true;
            toldNanos = now;
            log.silent(failure);
        }
    }

    private synchronized void recovered() {
        failing = false;
        if (told) {
            told = false;
            log.answers();
        }
    }
}
