package dev.kvcdi.internal.telemetry;

import dev.kvcdi.internal.CoreMessage;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps failures of OpenTelemetry from the stores' callers, and tells the log of the first. */
final class Fuse {

    private static final System.Logger LOG = System.getLogger("dev.kvcdi");

    private final AtomicBoolean told = new AtomicBoolean();

    void blow(Throwable failure) {
        if (told.compareAndSet(false, true)) {
            CoreMessage.TELEMETRY_FAILED.logThrown(LOG, failure);
        }
    }
}
