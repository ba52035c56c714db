package dev.kvcdi.nats;

import io.nats.client.Message;
import io.nats.client.api.ApiResponse;
import io.nats.client.support.JsonValueUtils;

/** The answer to a published message. */
final class Ack extends ApiResponse<Ack> {

    private final long sequence;

    private Ack(Message answer) {
        super(answer);
        sequence = JsonValueUtils.readLong(jv, "seq", 0);
    }

    /**
     * Reads an answer.
     *
     * @throws NoAnswerException if it is none
     */
    static Ack of(Message answer) throws NoAnswerException {
        Ack ack = new Ack(answer);
        boolean garbled = ack.hasError() ? ack.getType().equals(PARSE_ERROR_TYPE) : ack.sequence <= 0;
        if (garbled) {
            throw new NoAnswerException(NoAnswerException.Why.DISCONNECTED, null);
        }
        return ack;
    }

    /** Returns the number that the message has in the stream. */
    long sequence() {
        return sequence;
    }
}
