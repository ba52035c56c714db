package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** The only writer of some keys, which counts up in them beside outages and remembers what it was told. */
abstract class OutageWriter implements Callable<Boolean> {

    /** Between a failure and the next attempt: an engine that is away answers at once, and a busy loop would keep it from coming back. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final AtomicInteger acknowledgements = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private Duration longest = Duration.ZERO;
    private boolean doubtful;
    private volatile boolean stopped;
    private volatile boolean ended;

    /** Writes a number, and tells whether the condition held. */
    abstract boolean write(int number);

    /** Remembers a write of unknown outcome. */
    abstract void unknown(int number);

    /** Reads after a failure what is there, and checks it; fails while the engine is away. */
    abstract void readBack();

    @Override
    public final Boolean call() {
        try {
            for (int number = 1; !stopped; number++) {
                attempt(number);
                if (doubtful) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
            return true;
        } finally {
            ended = true;
        }
    }

    private void attempt(int number) {
        long begin = 0;
        try {
            if (doubtful) {
                readBack();
                doubtful = false;
            }
            begin = System.nanoTime();
            if (write(number)) {
                acknowledgements.incrementAndGet();
            }
        } catch (KVOutcomeUnknownException e) {
            unknown(number);
            failed();
        } catch (KVUnavailableException | KVTimeoutException e) {
            failed();
        } finally {
            Duration took = Duration.ofNanos(begin == 0 ? 0 : System.nanoTime() - begin);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
    }

    final void failed() {
        doubtful = true;
        failures.incrementAndGet();
    }

    /** Waits for writes, unless the writer has ended early. */
    final void awaitAcknowledged() {
        int before = acknowledgements.get();
        Eventually.holds(
                "acknowledged writes of " + this,
                () -> assertThat(ended || acknowledgements.get() > before + 5).isTrue());
    }

    final void awaitFailure() {
        int before = failures.get();
        // A call that hangs fails no sooner than its timeout ends.
        Awaitility.await("failed writes of " + this)
                .atMost(Scale.patience().plus(OutageCase.TIMEOUT).plus(OutageCase.GRACE))
                .until(() -> ended || failures.get() > before);
    }

    final void stop() {
        stopped = true;
    }

    /** Checks what is there, and that no write took too long. The writer has ended. */
    final void check() {
        readBack();
        assertThat(longest).as("the longest write of %s", this).isLessThan(OutageCase.TIMEOUT.plus(OutageCase.GRACE));
    }
}
