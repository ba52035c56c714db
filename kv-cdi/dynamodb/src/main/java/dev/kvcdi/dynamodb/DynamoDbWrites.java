package dev.kvcdi.dynamodb;

import dev.kvcdi.Version;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Writes of one key that may be repeated: those without a condition, and those that expect a version that this driver gave, which no key
 * has again. The SDK repeats a request whose answer was lost, and a version that was there for the first may be missed by the second
 * because of the first. So where an attempt may have been applied, the write is looked for by its id: found, it is a success; otherwise
 * the outcome is unknown, and never a lost condition.
 */
final class DynamoDbWrites {

    /** How much longer than the timeout a call may take to find out what became of a write. */
    static final Duration GRACE = Duration.ofMillis(700);

    /** How long a write that is not found may still be on its way in a service that answers. */
    private static final Duration ARRIVAL = Duration.ofMillis(500);

    private final DynamoDbTable table;
    private final Conditions conditions;

    DynamoDbWrites(DynamoDbTable table, Conditions conditions) {
        this.table = table;
        this.conditions = conditions;
    }

    /** Writes a key if a condition holds; returns the new version, empty when it does not hold. */
    Optional<Version> put(PutRequest request) {
        Deadline deadline = table.deadline();
        Expression condition = conditions.of(request, deadline).orElse(null);
        if (condition == null) {
            return Optional.empty();
        }
        String id = DynamoDbItem.newWriteId();
        Map<String, AttributeValue> item = DynamoDbItem.attributes(
                table.keyName(), request.key().text(), request.value(), id, request.expiryMillis());
        BackOff backOff = new BackOff(deadline);
        while (true) {
            Answer<PutItemResponse> answer = send(item, condition, deadline);
            if (answer.failure() == null) {
                return Optional.of(Version.of(id));
            }
            if (answer.doubtful()) {
                if (found(request.key(), id, deadline)) {
                    return Optional.of(Version.of(id));
                }
                throw table.unwritten(answer);
            }
            if (answer.failure() instanceof ConditionalCheckFailedException refused) {
                DynamoDbItem.refuseNewer(refused.item());
                return Optional.empty();
            }
            pauseAfterConflict(answer, backOff);
        }
    }

    private Answer<PutItemResponse> send(Map<String, AttributeValue> item, Expression condition, Deadline deadline) {
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(table.name())
                .item(item)
                .conditionExpression(condition.text())
                .expressionAttributeNames(condition.names())
                .expressionAttributeValues(condition.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        table.limit(request, deadline);
        PutItemRequest built = request.build();
        return table.ask(client -> client.putItem(built));
    }

    /** Deletes a key, and tells whether it was present. */
    boolean delete(Key key) {
        Deadline deadline = table.deadline();
        // An expired item stays for DynamoDB to remove, so that its stream tells of no deletion.
        Expression present = Expression.present(table.keyName(), table.now());
        BackOff backOff = new BackOff(deadline);
        DeleteItemRequest.Builder request = DeleteItemRequest.builder()
                .tableName(table.name())
                .key(table.key(key))
                .conditionExpression(present.text())
                .expressionAttributeNames(present.names())
                .expressionAttributeValues(present.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        while (true) {
            table.limit(request, deadline);
            DeleteItemRequest built = request.build();
            Answer<DeleteItemResponse> answer = table.ask(client -> client.deleteItem(built));
            if (answer.failure() == null) {
                return true;
            }
            if (answer.failure() instanceof ConditionalCheckFailedException refused) {
                if (!answer.doubtful()) {
                    DynamoDbItem.refuseNewer(refused.item());
                    return false;
                }
                if (DynamoDbItem.isNewer(refused.item())) {
                    // The attempt that had no answer may have deleted what was there before.
                    throw table.errors().unknown(refused);
                }
                // It was probably that attempt which left the key absent.
                return true;
            }
            pauseAfterConflict(answer, backOff);
        }
    }

    /**
     * Waits for the end of a transaction that has the key.
     *
     * @throws EngineException if it was something else that made a write fail, or if the time is over
     */
    private void pauseAfterConflict(Answer<?> answer, BackOff backOff) {
        if (!(answer.failure() instanceof TransactionConflictException) || answer.doubtful()) {
            throw table.unwritten(answer);
        }
        if (!backOff.pause()) {
            throw Thread.currentThread().isInterrupted()
                    ? table.errors().interrupted()
                    : table.errors().contended(answer.failure());
        }
    }

    /** Looks for a write; false does not say that it was not applied. */
    boolean found(Key key, String id, Deadline deadline) {
        Deadline last = Deadline.in(ARRIVAL).orEarlier(deadline.plus(GRACE));
        BackOff backOff = new BackOff(last);
        do {
            try {
                DynamoDbItem item = table.newest(key, false, last);
                if (item != null && item.wroteIt(id)) {
                    return true;
                }
            } catch (EngineException e) {
                table.context().logger().log(Level.DEBUG, "Looking for a write failed", e);
            }
        } while (backOff.pause());
        return false;
    }
}
