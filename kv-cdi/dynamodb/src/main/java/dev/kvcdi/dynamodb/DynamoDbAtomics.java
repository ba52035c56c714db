package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * one, for ten minutes.
 */
final class DynamoDbAtomics implements AtomicFacet {

    /** The most bytes of the items of a transaction. */
    private static final long MAX_BYTES = 4L << 20;

    private static final String LOST = "ConditionalCheckFailed";
    private static final String CONFLICT = "TransactionConflict";

    /** Reasons that go away by themselves. */
    private static final Set<String> PASSING =
            Set.of(CONFLICT, "ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded");

    private static final Set<String> INNOCENT = Set.of("None", LOST);

    private final DynamoDbTable table;
    private final Conditions conditions;

    DynamoDbAtomics(DynamoDbTable table, Conditions conditions) {
        this.table = table;
        this.conditions = conditions;
    }

    @Override
    public boolean apply(List<WriteRequest> requests) {
        Deadline deadline = table.deadline();
        List<TransactWriteItem> items = new ArrayList<>(requests.size());
        long bytes = 0;
        for (WriteRequest request : requests) {
            Expression condition =
                    conditions.of(request.key(), request.condition(), deadline).orElse(null);
            if (condition == null) {
                return false;
            }
            items.add(item(request, condition));
            bytes += request.key().utf8().length + (request instanceof PutRequest put ? put.value().length : 0);
        }
        if (bytes > MAX_BYTES) {
            throw table.errors().tooLarge("The steps have " + bytes + " bytes");
        }
        return new Commit(items, DynamoDbItem.newWriteId(), deadline).run();
    }

    private TransactWriteItem item(WriteRequest request, Expression condition) {
        TransactWriteItem.Builder item = TransactWriteItem.builder();
        if (request instanceof PutRequest put) {
            item.put(Put.builder()
                    .tableName(table.name())
                    .item(DynamoDbItem.attributes(
                            table.keyName(),
                            put.key().text(),
                            put.value(),
                            DynamoDbItem.newWriteId(),
                            put.expiryMillis()))
                    .conditionExpression(condition.text())
                    .expressionAttributeNames(condition.names())
                    .expressionAttributeValues(condition.values())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .build());
        } else {
            item.delete(Delete.builder()
                    .tableName(table.name())
                    .key(table.key(request.key()))
                    .conditionExpression(condition.text())
                    .expressionAttributeNames(condition.names())
                    .expressionAttributeValues(condition.values())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .build());
        }
        return item.build();
    }

    /** One transaction, asked for until it is known what became of it. */
    private final class Commit {

        private final TransactWriteItemsRequest.Builder request;
        private final Deadline deadline;
        private boolean doubtful;

        Commit(List<TransactWriteItem> items, String token, Deadline deadline) {
            this.request =
                    TransactWriteItemsRequest.builder().transactItems(items).clientRequestToken(token);
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
                if (failure instanceof TransactionCanceledException cancelled && isLost(cancelled)) {
                    cancelled.cancellationReasons().forEach(reason -> DynamoDbItem.refuseNewer(reason.item()));
                    // True after an attempt without an answer too: had that been applied, the token would tell.
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

        /** Tells whether the same request may succeed, or tell what became of it, a little later. */
        private boolean passes(Answer<?> answer) {
            SdkException failure = answer.failure();
            if (failure instanceof TransactionCanceledException cancelled) {
                return cancelled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .filter(code -> !INNOCENT.contains(code))
                        .allMatch(PASSING::contains);
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

        private static boolean isConflict(TransactionCanceledException cancelled) {
            return cancelled.cancellationReasons().stream().anyMatch(reason -> CONFLICT.equals(reason.code()));
        }
    }
}
