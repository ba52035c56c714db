package dev.kvcdi.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what happens on other threads. */
final class Eventually {

    private Eventually() {}

    /** Waits until an assertion holds. */
    static void holds(String what, ThrowingRunnable assertion) {
        Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(3))
                .pollInSameThread()
                .atMost(Scale.patience())
                .untilAsserted(assertion);
    }
}
