package dev.kvcdi.internal.telemetry;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps failures of OpenTelemetry from the stores' callers, and tells the log of the first. */
final class Fuse {

    private static final System.Logger LOG = System.getLogger("dev.kvcdi");

    private final AtomicBoolean told = new AtomicBoolean();

    void blow(Throwable failure) {
        if (told.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "OpenTelemetry failed to record an operation or a measure; operations go on, and further failures of this"
                            + " kind are not told. Set kv.telemetry=false to do without.",
                    failure);
        }
    }
}
