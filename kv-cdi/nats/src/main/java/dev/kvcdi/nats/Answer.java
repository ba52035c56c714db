package dev.kvcdi.nats;

import org.jspecify.annotations.Nullable;

/**
 * What came of a published message, where that is not a failure.
 *
 * @param kind what came of it
 * @param sequence the number that it has in the stream, if it was stored
 * @param cause why there is no answer, if there is none
 */
record Answer(Kind kind, long sequence, @Nullable NoAnswerException cause) {

    /** What came of a message. */
    enum Kind {
        /** It is stored. */
        STORED,
        /** It was refused, since its subject had another sequence than expected. */
        OTHER_SEQUENCE,
        /** Nobody knows. */
        NONE
    }
}
