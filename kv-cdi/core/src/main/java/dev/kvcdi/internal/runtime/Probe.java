package dev.kvcdi.internal.runtime;

import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a store to see that it answers. The read is on a thread of its own, one at a time: an engine that hangs keeps that one
 * thread, however often it is asked.
 */
final class Probe {

    /** A key as applications may have it; whether there is such an entry does not matter. */
    private static final Key KEY = Key.of("kv-cdi.readiness").orElseThrow();

    private final Backend backend;
    private final ClassLoader loader;
    private @Nullable CompletableFuture<Duration> running;

    /**
     * What came of a read.
     *
     * @param latency how long it took, or null when it failed
     * @param failure why it failed, or null
     */
    record Answer(@Nullable Duration latency, @Nullable String failure) {}

    Probe(Backend backend, ClassLoader loader) {
        this.backend = backend;
        this.loader = loader;
    }

    /** Returns the answer to a read that begins now, or began before and is not over. */
    CompletableFuture<Duration> answer() {
        CompletableFuture<Duration> answer = running;
        if (answer == null || answer.isDone()) {
            answer = read();
            running = answer;
        }
        return answer;
    }

    private CompletableFuture<Duration> read() {
        var answer = new CompletableFuture<Duration>();
        // Not a thread of the server: those may all be busy, or not run before the application has started.
        var thread = new Thread(
                () -> {
                    long begin = System.nanoTime();
                    try {
                        backend.get(GetRequest.withoutValue(KEY));
                        answer.complete(Duration.ofNanos(System.nanoTime() - begin));
                    } catch (Throwable e) { // A defect of the driver's is an answer as well.
                        answer.completeExceptionally(e);
                    }
                },
                "kv-cdi readiness");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        return answer;
    }

    /** Waits for an answer until a deadline in {@link System#nanoTime} terms. */
    static Answer await(CompletableFuture<Duration> answer, long deadline) {
        try {
            return new Answer(answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS), null);
        } catch (ExecutionException e) {
            return new Answer(null, Readiness.reason(e.getCause()));
        } catch (TimeoutException e) {
            return new Answer(null, "The engine did not answer within " + Readiness.BOUND.toMillis() + " ms.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(null, "Who asked was interrupted before the engine answered.");
        }
    }
}
