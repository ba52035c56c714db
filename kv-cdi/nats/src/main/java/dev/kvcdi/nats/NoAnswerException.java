package dev.kvcdi.nats;

import org.jspecify.annotations.Nullable;

/** A request was sent, or may have been, and no answer came: what it asked for may have been done. */
final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    enum Why {
        /** The time was over. */
        LATE,
        /** The connection broke. */
        DISCONNECTED,
        /** The waiting thread was interrupted; its flag is set. */
        INTERRUPTED
    }

    /** Why there is no answer. */
    private final Why why;

    NoAnswerException(Why why, @Nullable Throwable cause) {
        super("No answer: " + why, cause);
        this.why = why;
    }

    Why why() {
        return why;
    }
}
