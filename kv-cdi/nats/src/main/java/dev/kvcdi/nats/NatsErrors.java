package dev.kvcdi.nats;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.ApiResponse;
import java.io.IOException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** Makes our failures of those of NATS, with what is where and what to do. */
final class NatsErrors {

    static final int STREAM_NOT_FOUND = 10059;
    static final int STREAM_NAME_IN_USE = 10058;
    static final int CONSUMER_NOT_FOUND = 10014;
    static final int NO_MESSAGE = 10037;
    private static final int WRONG_LAST_SEQUENCE = 10071;

    /** The bucket does not keep messages' own times. */
    private static final int MESSAGE_TTL_DISABLED = 10166;

    /** The bucket takes no atomic batches. */
    private static final int ATOMIC_PUBLISH_DISABLED = 10174;

    /** The same, where the server does not name the sequence: another write of the subject is under way. */
    private static final int WRONG_LAST_SEQUENCE_UNNAMED = 10164;

    /** The server does not know the sequence yet, since another write of the subject is under way. */
    private static final int LAST_SEQUENCE_NOT_READY = 10163;

    /** The server gave an atomic batch up before its last message came, so that nothing of it is stored. */
    private static final int BATCH_INCOMPLETE = 10176;

    /** As many atomic batches are open as the server takes. */
    private static final int TOO_MANY_BATCHES = 10210;

    private final String place;

    /** Tells whether an answer refuses a write because its subject has, or may have, another sequence than expected. */
    static boolean isOtherSequence(ApiResponse<?> answer) {
        int code = answer.getApiErrorCode();
        return code == WRONG_LAST_SEQUENCE || code == WRONG_LAST_SEQUENCE_UNNAMED || code == LAST_SEQUENCE_NOT_READY;
    }

    /** Tells whether an answer refuses what the bucket allowed when it was opened: it is another one now. */
    static boolean isOfOtherBucket(int code) {
        return code == MESSAGE_TTL_DISABLED || code == ATOMIC_PUBLISH_DISABLED;
    }

    /**
     * @param place what failures are of, without secrets
     */
    NatsErrors(String place) {
        this.place = place;
    }

    /** Returns the failure where nothing was sent. */
    EngineException disconnected(@Nullable Throwable cause) {
        return new EngineException(
                Kind.UNAVAILABLE,
                "There is no connection to " + place
                        + ". Check that the servers run and can be reached; the store connects" + " again by itself.",
                cause);
    }

    /** Returns the failure where nobody took a request. */
    EngineException nobodyResponds(@Nullable Throwable cause) {
        return new EngineException(
                Kind.UNAVAILABLE,
                "Nobody responds at " + place
                        + ": JetStream is off, the bucket is gone, or its replicas have no leader."
                        + " The store tries again by itself.",
                cause);
    }

    /** Returns the failure where the bucket is another one than was opened. */
    EngineException madeAnew() {
        return new EngineException(
                Kind.UNAVAILABLE,
                "Somebody deleted and made anew " + place + ". The store opens it again by itself.",
                null);
    }

    /** Returns the failure where another server is connected, which can do more or less. */
    EngineException otherServer() {
        return new EngineException(
                Kind.UNAVAILABLE,
                "A server of another version is connected now at " + place
                        + ", which can do more or less than the one before. The store connects anew by itself.",
                null);
    }

    /** Returns the failure of a read that had no answer. */
    EngineException unread(NoAnswerException e) {
        return switch (e.why()) {
            case LATE -> timeout("There was no answer in time from " + place, e);
            case DISCONNECTED -> disconnected(e);
            case INTERRUPTED ->
                new EngineException(Kind.UNAVAILABLE, "The thread was interrupted while it waited for " + place, e);
        };
    }

    /** Returns the failure of a write that may have been applied. */
    EngineException unknown(@Nullable Throwable cause) {
        return new EngineException(
                Kind.OUTCOME_UNKNOWN,
                "The answer to a write did not come from " + place
                        + ", and the write was not found there: read the entry" + " before writing again.",
                cause);
    }

    /** Returns the failure of a write that others kept from happening. */
    EngineException contended() {
        return timeout(
                "Others kept writing the same keys of " + place + " until the time was over; nothing was written",
                null);
    }

    EngineException timeout(String message, @Nullable Throwable cause) {
        return new EngineException(
                Kind.TIMEOUT, message + ". Raise kv.timeout, or look at the servers' load and network.", cause);
    }

    /** Returns the failure of a thread that was interrupted before it sent anything. */
    EngineException interrupted(@Nullable Throwable cause) {
        return new EngineException(Kind.UNAVAILABLE, "The thread is interrupted; nothing was sent to " + place, cause);
    }

    /**
     * Returns the failure where the user lacks a permission.
     *
     * @param what what the user may not do, without a key
     */
    EngineException denied(String what, @Nullable Throwable cause) {
        return new EngineException(
                Kind.ACCESS_DENIED,
                "The user may not " + what + " at " + place
                        + ": allow publishing to $KV.<bucket>.>, to $JS.FC.> and to those subjects of $JS.API that"
                        + " README lists (NATS, \"Who may in\"), and subscribing to _INBOX.>",
                cause);
    }

    /** Returns the failure where a server does not prove to be the one that is configured. */
    EngineException notTrusted(CertificateException cause) {
        return new EngineException(
                Kind.ACCESS_DENIED,
                "The TLS certificate of a server of " + place + " is refused (" + cause.getMessage()
                        + "): kv.nats.servers has to name the host that the certificate is for, and kv.nats.truststore"
                        + " whom to trust",
                cause);
    }

    EngineException tooLarge(@Nullable Throwable cause) {
        return new EngineException(
                Kind.LIMIT,
                "The message is larger than " + place
                        + " takes: raise max_payload of the servers or the bucket's limit",
                cause);
    }

    /** Returns the failure that an answer tells. */
    EngineException of(ApiResponse<?> answer) {
        return of(answer.getErrorCode(), answer.getApiErrorCode(), answer.getDescription(), null);
    }

    /** Returns the failure that an answer tells. */
    EngineException of(JetStreamApiException e) {
        return of(e.getErrorCode(), e.getApiErrorCode(), e.getErrorDescription(), e);
    }

    /** Returns the failure of a management request that was to end by a deadline. */
    EngineException of(IOException e, Deadline deadline) {
        return deadline.passed() && !Thread.currentThread().isInterrupted()
                ? timeout("JetStream did not answer in time at " + place, e)
                : of(e);
    }

    /** Returns the failure of a management request; such requests are never the write of an entry. */
    EngineException of(IOException e) {
        return Thread.currentThread().isInterrupted()
                ? new EngineException(Kind.UNAVAILABLE, "The thread was interrupted while it waited for " + place, e)
                : new EngineException(
                        Kind.UNAVAILABLE, "JetStream did not answer at " + place + " (" + e.getMessage() + ")", e);
    }

    private EngineException of(int status, int code, @Nullable String description, @Nullable Throwable cause) {
        return switch (code) {
            // Resources and limits of the account, the server and the bucket.
            case 10002, 10023, 10028, 10047, 10077, 10120, 10122 ->
                new EngineException(
                        Kind.STORAGE_FULL,
                        said(description)
                                + ". Raise the limits of the bucket or the account, or free space on the servers.",
                        cause);
            case 10054, 10097 -> tooLarge(cause);
            case STREAM_NOT_FOUND ->
                new EngineException(
                        Kind.UNAVAILABLE,
                        said(description) + ": the bucket was deleted. The store creates it again.",
                        cause);
            case 10039, 10076 ->
                new EngineException(
                        Kind.UNAVAILABLE,
                        said(description) + ". Switch JetStream on in the servers and for the account.",
                        cause);
            case BATCH_INCOMPLETE, TOO_MANY_BATCHES ->
                new EngineException(
                        Kind.THROTTLED,
                        said(description)
                                + ": too many batches are open there, or the bucket's leader changed. Nothing was written;"
                                + " write again, fewer batches at a time, or raise jetstream.limits.batch of the servers.",
                        cause);
            case 10167 ->
                new EngineException(
                        Kind.THROTTLED,
                        said(description) + ". Write less at a time, or look at the servers' load.",
                        cause);
            case WRONG_LAST_SEQUENCE, WRONG_LAST_SEQUENCE_UNNAMED, LAST_SEQUENCE_NOT_READY -> contended();
            default ->
                new EngineException(
                        status == 429 ? Kind.THROTTLED : status >= 500 ? Kind.UNAVAILABLE : Kind.STORAGE,
                        said(description) + " (status " + status + ", code " + code + ")",
                        cause);
        };
    }

    private String said(@Nullable String description) {
        return "JetStream at " + place + " says: " + description;
    }
}
