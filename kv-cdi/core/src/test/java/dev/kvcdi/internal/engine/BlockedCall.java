package dev.kvcdi.internal.engine;

import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.StoredEntry;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A get that is inside of the engine until it is told to leave. */
final class BlockedCall {

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final EngineHarness harness;
    private final Future<Optional<StoredEntry>> call;

    private BlockedCall(EngineHarness harness, Backend store) {
        this.harness = harness;
        harness.driver.onGet = () -> {
            inside.countDown();
            block(leave);
        };
        this.call = harness.callers.submit(() -> EngineHarness.get(store));
    }

    /** Makes the call, and returns when it is inside. */
    static BlockedCall in(EngineHarness harness, Backend store) throws InterruptedException {
        BlockedCall blocked = new BlockedCall(harness, store);
        blocked.inside.await();
        return blocked;
    }

    /** Lets this call leave; later ones are not blocked any more. */
    void leave() {
        harness.driver.onGet = () -> {};
        leave.countDown();
    }

    /** The result of the call, once it has left. */
    Optional<StoredEntry> result() throws InterruptedException, ExecutionException {
        return call.get();
    }

    /** Blocks a thread until a latch is open. */
    static void block(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new EngineException(Kind.UNAVAILABLE, "interrupted", e);
        }
    }
}
