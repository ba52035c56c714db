package dev.kvcdi.internal.engine;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.TimeLeft;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Where a store is in its life. */
sealed interface StoreState {

    /** The first attempt to open the store is under way: calls wait for it. */
    record Opening(CountDownLatch attempted, long deadlineNanos, Duration timeout) implements StoreState {

        /**
         * Waits for the first attempt and makes a call after it, to which the time of the waiting is lost.
         *
         * @param <T> the result's type
         * @param call the call
         * @return its result
         */
        <T> T then(Supplier<T> call) {
            return TimeLeft.within(timeout, () -> {
                await();
                return call.get();
            });
        }

        /** Waits until the first attempt is over, but not beyond the deadline. */
        void await() {
            boolean over;
            try {
                over = attempted.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineException(
                        Kind.UNAVAILABLE,
                        "the call was interrupted while it waited for the first connection to the engine.",
                        e);
            }
            if (!over) {
                throw new EngineException(
                        Kind.UNAVAILABLE,
                        "the first attempt to connect takes longer than kv.timeout. Calls work as soon as it succeeds.",
                        null);
            }
        }
    }

    /** The store is open. */
    record Ready(Backend backend, Gate gate, Set<Capability> capabilities) implements StoreState {

        void require(Capability capability) {
            if (!capabilities.contains(capability)) {
                throw new EngineException(
                        Kind.UNSUPPORTED,
                        "the engine that is connected lacks the capability " + capability + "; it has " + capabilities
                                + ".",
                        null);
            }
        }
    }

    /** The store is not open, and connecting goes on in the background: calls fail at once. */
    record Down(EngineException cause) implements StoreState {

        EngineException failure() {
            return new EngineException(
                    cause.kind(),
                    EngineFailures.sentence(cause) + " Calls work again as soon as the engine does.",
                    cause);
        }
    }

    /** The application stops. */
    record Closed() implements StoreState {

        static EngineException failure() {
            return new EngineException(Kind.CLOSED, "the store is closed, because the application stops.", null);
        }
    }
}
