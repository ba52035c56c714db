package dev.kvcdi.internal;

import java.util.concurrent.CountDownLatch;

/** What is done with latches in tests. */
public final class Latches {

    private Latches() {}

    /** Waits until a latch is open, whatever interrupts, and keeps the flag of the interrupts. */
    public static void awaitStubbornly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
