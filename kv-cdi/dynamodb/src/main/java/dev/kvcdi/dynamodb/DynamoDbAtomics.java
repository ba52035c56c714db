package dev.kvcdi.dynamodb;

import dev.kvcdi.Version;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * All-or-nothing writes, as transactions. Each has a token: a request that is repeated after it was applied is answered as the first
 * one, for ten minutes. So are writes of one key whose condition may hold again after they were applied.
 */
final class DynamoDbAtomics implements AtomicFacet {

    /** The most bytes of the items of a transaction. */
    private static final long MAX_BYTES = 4L << 20;

    private static final String LOST = "ConditionalCheckFailed";
    private static final String CONFLICT = "TransactionConflict";

    private static final Set<String> THROTTLED =
            Set.of("ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded");

    private static final Set<String> INNOCENT = Set.of("None", LOST);

    private final DynamoDbTable table;
    private final Conditions conditions;
    private final DynamoDbWrites writes;

    DynamoDbAtomics(DynamoDbTable table, Conditions conditions, DynamoDbWrites writes) {
        this.table = table;
        this.conditions = conditions;
        this.writes = writes;
    }

    /**
     * A step of a transaction.
     *
     * @param item what DynamoDB is asked for
     * @param key the key that it writes
     * @param writeId what its write is known by, or null where it deletes
     * @param conclusive whether a refusal of its condition means that the transaction is not applied later either
     */
    private record Step(
            TransactWriteItem item, Key key, @Nullable String writeId, boolean conclusive) {}

    @Override
    public boolean apply(List<WriteRequest> requests) {
        Deadline deadline = table.deadline();
        List<Step> steps = new ArrayList<>(requests.size());
        long bytes = 0;
        for (WriteRequest request : requests) {
            Expression condition = conditions.of(request, deadline).orElse(null);
            if (condition == null) {
                return false;
            }
            steps.add(step(request, condition));
            bytes += request.key().utf8().length + (request instanceof PutRequest put ? put.value().length : 0);
        }
        if (bytes > MAX_BYTES) {
            throw table.errors().tooLarge("The steps have " + bytes + " bytes");
        }
        return new Commit(steps, deadline).run();
    }

    /** Writes a key if a condition holds, as a transaction of one step; returns the new version, empty when it does not hold. */
    Optional<Version> put(PutRequest request) {
        Deadline deadline = table.deadline();
        return conditions
                .of(request, deadline)
                .map(condition -> step(request, condition))
                .filter(step -> new Commit(List.of(step), deadline).run())
                .map(step -> Version.of(Objects.requireNonNull(step.writeId())));
    }

    private Step step(WriteRequest request, Expression condition) {
        boolean conclusive = Conditions.neverHoldsAgain(request.condition());
        return request instanceof PutRequest put
                ? put(put, condition, conclusive)
                : deletion(request.key(), condition, conclusive);
    }

    private Step put(PutRequest request, Expression condition, boolean conclusive) {
        String writeId = DynamoDbItem.newWriteId();
        Put put = Put.builder()
                .tableName(table.name())
                .item(DynamoDbItem.attributes(
                        table.keyName(), request.key().text(), request.value(), writeId, request.expiryMillis()))
                .conditionExpression(condition.text())
                .expressionAttributeNames(condition.names())
                .expressionAttributeValues(condition.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return new Step(TransactWriteItem.builder().put(put).build(), request.key(), writeId, conclusive);
    }

    private Step deletion(Key key, Expression condition, boolean conclusive) {
        Delete delete = Delete.builder()
                .tableName(table.name())
                .key(table.key(key))
                .conditionExpression(condition.text())
                .expressionAttributeNames(condition.names())
                .expressionAttributeValues(condition.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return new Step(TransactWriteItem.builder().delete(delete).build(), key, null, conclusive);
    }

    /** One transaction, asked for until it is known what became of it. */
    private final class Commit {

        private final List<Step> steps;
        private final TransactWriteItemsRequest.Builder request;
        private final Deadline deadline;
        private boolean doubtful;

        Commit(List<Step> steps, Deadline deadline) {
            this.steps = steps;
            this.request = TransactWriteItemsRequest.builder()
                    .transactItems(steps.stream().map(Step::item).toList())
                    .clientRequestToken(DynamoDbItem.newWriteId());
            this.deadline = deadline;
        }

        boolean run() {
            BackOff backOff = new BackOff(deadline);
            @Nullable BackOff inGrace = null;
            table.limit(request, deadline);
            while (true) {
                TransactWriteItemsRequest built = request.build();
                Answer<TransactWriteItemsResponse> answer = ask(built);
                SdkException failure = answer.failure();
                if (failure == null) {
                    return true;
                }
                doubtful |= answer.doubtful();
                if (failure instanceof TransactionCanceledException cancelled && isThrottled(cancelled)) {
                    table.link().throttled();
                }
                if (failure instanceof TransactionCanceledException cancelled && isLost(cancelled)) {
                    if (doubtful && !isConclusive(cancelled)) {
                        return foundOut(cancelled);
                    }
                    cancelled.cancellationReasons().forEach(reason -> DynamoDbItem.refuseNewer(reason.item()));
                    return false;
                }
                if (!passes(answer)) {
                    throw failed(answer);
                }
                if (doubtful && inGrace == null) {
                    inGrace = new BackOff(deadline.plus(DynamoDbWrites.GRACE));
                }
                Deadline last = doubtful ? deadline.plus(DynamoDbWrites.GRACE) : deadline;
                if (!(inGrace == null ? backOff : inGrace).pause()) {
                    throw overdue(answer);
                }
                request.overrideConfiguration(DynamoDbTable.until(last));
            }
        }

        private Answer<TransactWriteItemsResponse> ask(TransactWriteItemsRequest built) {
            try {
                return table.ask(client -> client.transactWriteItems(built));
            } catch (EngineException e) {
                throw doubtful ? table.errors().unknown(e) : e;
            }
        }

        /**
         * Tells whether a condition was refused that decides. Had an attempt without an answer been applied, the token would tell; but
         * it may be on its way still, and be applied when other conditions have come to hold.
         */
        private boolean isConclusive(TransactionCanceledException cancelled) {
            List<CancellationReason> reasons = cancelled.cancellationReasons();
            return IntStream.range(0, reasons.size())
                    .anyMatch(i ->
                            LOST.equals(reasons.get(i).code()) && steps.get(i).conclusive());
        }

        /** Tells whether the transaction was applied, by a write of it. */
        private boolean foundOut(TransactionCanceledException cancelled) {
            for (Step step : steps) {
                // One tells of all.
                if (step.writeId() != null) {
                    if (writes.found(step.key(), step.writeId(), deadline)) {
                        return true;
                    }
                    break;
                }
            }
            throw table.errors().unknown(cancelled);
        }

        /** Tells whether the same request may succeed, or tell what became of it, a little later. */
        private boolean passes(Answer<?> answer) {
            SdkException failure = answer.failure();
            if (failure instanceof TransactionCanceledException cancelled) {
                return cancelled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .filter(code -> !INNOCENT.contains(code))
                        .allMatch(code -> CONFLICT.equals(code) || THROTTLED.contains(code));
            }
            return failure instanceof TransactionInProgressException
                    || failure instanceof TransactionConflictException
                    || answer.doubtful();
        }

        private EngineException failed(Answer<?> answer) {
            return doubtful ? table.errors().unknown(answer.failure()) : table.unwritten(answer);
        }

        private EngineException overdue(Answer<?> answer) {
            if (doubtful || answer.failure() instanceof TransactionInProgressException) {
                return table.errors().unknown(answer.failure());
            }
            if (Thread.currentThread().isInterrupted()) {
                return table.errors().interrupted();
            }
            return answer.failure() instanceof TransactionCanceledException cancelled && !isConflict(cancelled)
                    ? table.errors().throttled(cancelled)
                    : table.errors().contended(answer.failure());
        }

        private static boolean isLost(TransactionCanceledException cancelled) {
            return cancelled.cancellationReasons().stream().anyMatch(reason -> LOST.equals(reason.code()));
        }

        private static boolean isThrottled(TransactionCanceledException cancelled) {
            return cancelled.cancellationReasons().stream()
                    .map(CancellationReason::code)
                    .filter(Objects::nonNull)
                    .anyMatch(THROTTLED::contains);
        }

        private static boolean isConflict(TransactionCanceledException cancelled) {
            return cancelled.cancellationReasons().stream().anyMatch(reason -> CONFLICT.equals(reason.code()));
        }
    }
}
