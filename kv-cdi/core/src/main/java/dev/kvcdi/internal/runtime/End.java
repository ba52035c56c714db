package dev.kvcdi.internal.runtime;

import org.jspecify.annotations.Nullable;

/** Steps that are all taken, whatever becomes of those before: an engine that stays open would keep its files locked. */
final class End {

    private @Nullable Throwable first;

    /** Takes a step. */
    void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            if (first == null) {
                first = e;
            } else if (first != e) {
                first.addSuppressed(e);
            }
        }
    }

    /** Throws what went wrong first, with the rest of it suppressed. */
    void over() {
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException failure) {
            throw failure;
        }
    }
}
