package dev.kvcdi.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Threads that set out together. */
final class Racers implements AutoCloseable {

    private final ExecutorService threads;

    Racers() {
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "contract-racer");
            thread.setDaemon(true);
            // In a server, threads see the application's classes through this loader.
            thread.setContextClassLoader(Racers.class.getClassLoader());
            return thread;
        });
    }

    /** Runs the racers at once, and returns their results in order. Their first failure is thrown. */
    static <T> List<T> race(int count, IntFunction<Callable<T>> racer) throws Exception {
        try (Racers racers = new Racers()) {
            CyclicBarrier barrier = new CyclicBarrier(count);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Callable<T> task = racer.apply(i);
                running.add(racers.start(() -> started(barrier, task)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(result(future));
            }
            return results;
        }
    }

    /** Starts one more. */
    <T> Future<T> start(Callable<T> task) {
        return threads.submit(task);
    }

    /** The result of one, thrown as it is when it is a failure. */
    static <T> T result(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new AssertionError("Threads of the test do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted", e);
        }
    }

    private static <T> T started(CyclicBarrier barrier, Callable<T> task)
            throws Exception, InterruptedException, BrokenBarrierException {
        barrier.await();
        return task.call();
    }
}
