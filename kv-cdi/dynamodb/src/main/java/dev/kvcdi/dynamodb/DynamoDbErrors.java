package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes our failures of those of DynamoDB, with what is where and what to do. */
final class DynamoDbErrors {

    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERRORS = 500;

    private final String table;
    private final String place;

    /**
     * @param table the table's name
     * @param where where it is, without secrets
     */
    DynamoDbErrors(String table, String where) {
        this.table = table;
        this.place = "the table " + table + " at " + where;
    }

    /** Returns where what failed is, without secrets. */
    String place() {
        return place;
    }

    /** Returns the failure of a read whose attempts were not counted. */
    EngineException read(SdkException e) {
        Attempts unseen = new Attempts();
        unseen.begin();
        return of(e, unseen);
    }

    /** Returns the failure of a read. */
    EngineException unread(SdkException e, Attempts attempts) {
        return of(e, attempts);
    }

    /** Returns the failure of a write. */
    EngineException unwritten(SdkException e, Attempts attempts) {
        return attempts.doubtful() ? unknown(e) : of(e, attempts);
    }

    /** Returns the failure of a write that may have been applied. */
    EngineException unknown(@Nullable Throwable cause) {
        return new EngineException(
                Kind.OUTCOME_UNKNOWN,
                "A write of " + place + " had no answer that says what became of it, and was not found there: read the"
                        + " entry before writing again.",
                cause);
    }

    /** Returns the failure of a thread that was interrupted before it sent anything. */
    EngineException interrupted() {
        return new EngineException(Kind.UNAVAILABLE, "The thread is interrupted; nothing was sent to " + place, null);
    }

    /** Returns the failure of a write that others kept from happening. */
    EngineException contended(@Nullable Throwable cause) {
        return timeout(
                "Others kept writing the same keys of " + place + " until the time was over; nothing was written",
                cause);
    }

    EngineException timeout(String message, @Nullable Throwable cause) {
        return new EngineException(
                Kind.TIMEOUT, message + ". Raise kv.timeout, or look at the network and the table's metrics.", cause);
    }

    EngineException throttled(@Nullable Throwable cause) {
        return new EngineException(
                Kind.THROTTLED,
                "DynamoDB throttles requests to " + place
                        + ": raise the table's capacity or its limits, spread the keys,"
                        + " or ask for less at a time.",
                cause);
    }

    EngineException tooLarge(String what) {
        return new EngineException(
                Kind.LIMIT,
                what + ", more than DynamoDB takes at " + place + ": write less at a time, or smaller values",
                null);
    }

    /** Returns the failure where there are no credentials. */
    static EngineException noCredentials(@Nullable Throwable cause) {
        return new EngineException(
                Kind.ACCESS_DENIED,
                "The AWS default chain finds no credentials: give the server a role, or set AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY",
                cause);
    }

    private EngineException of(SdkException e, Attempts attempts) {
        if (e instanceof AwsServiceException service) {
            return service(service);
        }
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return attempts.refusedLast() ? throttled(e) : attempts.noneSent() ? unreachable(e) : late(e);
        }
        if (e instanceof AbortedException) {
            return new EngineException(Kind.UNAVAILABLE, "The thread was interrupted while it waited for " + place, e);
        }
        if (!attempts.any()) {
            // All that is done before sending is to look for credentials, and to sign.
            return noCredentials(e);
        }
        return e.getCause() instanceof InterruptedIOException timeout && !AttemptCounter.beforeSending(timeout)
                ? late(e)
                : unreachable(e);
    }

    private EngineException late(SdkException e) {
        return timeout("There was no answer in time from " + place, e);
    }

    private EngineException unreachable(SdkException e) {
        return new EngineException(
                Kind.UNAVAILABLE,
                "There is no connection to " + place + reason(e)
                        + ". Check the network and kv.dynamodb.endpoint; the store tries again by itself.",
                e);
    }

    private static String reason(SdkException e) {
        return e.getCause() instanceof IOException cause
                ? " (" + cause.getClass().getSimpleName() + ")"
                : "";
    }

    private EngineException service(AwsServiceException e) {
        if (e.isThrottlingException()) {
            return throttled(e);
        }
        String code = code(e);
        return switch (code) {
            case "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException" ->
                throttled(e);
            case "ResourceNotFoundException" -> gone(e);
            case "AccessDeniedException", "AccessDenied", "OptInRequired" -> denied(e, code);
            case "ExpiredTokenException", "ExpiredToken" ->
                new EngineException(
                        Kind.ACCESS_DENIED,
                        "The AWS credentials have expired (" + code
                                + "): renew them where they come from; a role renews" + " itself",
                        e);
            case "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "SignatureDoesNotMatch",
                    "IncompleteSignatureException",
                    "MissingAuthenticationTokenException",
                    "MissingAuthenticationToken" ->
                new EngineException(
                        Kind.ACCESS_DENIED,
                        "AWS does not accept the credentials (" + code + "): check the access key, the region and the"
                                + " machine's clock",
                        e);
            case "ItemCollectionSizeLimitExceededException" -> tooLarge("A collection of items is full");
            default -> other(e, code);
        };
    }

    private EngineException other(AwsServiceException e, String code) {
        if (e.statusCode() >= SERVER_ERRORS) {
            return new EngineException(
                    Kind.UNAVAILABLE,
                    "DynamoDB fails at " + place + " (" + code + "): the store tries again by itself.",
                    e);
        }
        if (e.statusCode() == TOO_LARGE || isTooLarge(e, code)) {
            return tooLarge("The request or an item is too large");
        }
        return new EngineException(
                Kind.STORAGE,
                "DynamoDB refuses a request to " + place + " (" + code + ", request " + e.requestId() + ")",
                e);
    }

    /** The service has no code of its own for an item over its limit. */
    private static boolean isTooLarge(AwsServiceException e, String code) {
        return code.equals("ValidationException")
                && e.awsErrorDetails() != null
                && String.valueOf(e.awsErrorDetails().errorMessage()).contains("Item size");
    }

    /** Returns the failure where the table is missing that was there when the store was opened. */
    private EngineException gone(AwsServiceException e) {
        return new EngineException(
                Kind.UNAVAILABLE, "Somebody deleted " + place + ". The store opens it again when it is there.", e);
    }

    private EngineException denied(AwsServiceException e, String code) {
        return new EngineException(
                Kind.ACCESS_DENIED,
                "AWS denies access to " + place + " (" + code + "): allow the actions dynamodb:DescribeTable, GetItem,"
                        + " BatchGetItem, Scan, PutItem, DeleteItem and BatchWriteItem on the table " + table + ", and"
                        + " dynamodb:DescribeStream, GetShardIterator and GetRecords on its stream where it is watched; to create the"
                        + " table, also CreateTable and UpdateTimeToLive, and DescribeTimeToLive to know whether it removes what"
                        + " has expired",
                e);
    }

    /** Returns the error's code in the service's own words. */
    static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
    }
}
