package dev.kvcdi.dynamodb;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What DynamoDB checks of an item. Parts are null where there is nothing to say, since DynamoDB takes no empty ones.
 *
 * @param text the expression
 * @param names what its names stand for
 * @param values what its values stand for
 */
record Expression(
        @Nullable String text,
        @Nullable Map<String, String> names,
        @Nullable Map<String, AttributeValue> values) {

    /** Holds always. */
    static final Expression NONE = new Expression(null, null, null);

    private static final String NOT_EXPIRED =
            "(attribute_not_exists(" + DynamoDbItem.EXPIRY + ") OR " + DynamoDbItem.EXPIRY + " > :now)";

    /** Nothing is changed that a newer version of the driver wrote: what its attributes mean is not known. */
    private static final String KNOWN =
            "(attribute_not_exists(" + DynamoDbItem.FORMAT + ") OR " + DynamoDbItem.FORMAT + " = :format)";

    /** What is listed: an item that a newer version of the driver wrote always is, since its expiry may mean something else. */
    private static final String LISTED = "(" + NOT_EXPIRED + " OR NOT " + KNOWN + ")";

    /** Holds where there is no item, or one of a known format. */
    static Expression harmless() {
        return new Expression(KNOWN, null, Map.of(":format", format()));
    }

    /** Holds where there is no item, or one that has expired. */
    static Expression absent(String keyName, long now) {
        return new Expression(
                "attribute_not_exists(#k) OR (" + DynamoDbItem.EXPIRY + " <= :now AND " + KNOWN + ")",
                Map.of("#k", keyName),
                known(now));
    }

    /** Holds where there is an item that has not expired. */
    static Expression present(String keyName, long now) {
        return new Expression(
                "attribute_exists(#k) AND " + NOT_EXPIRED + " AND " + KNOWN, Map.of("#k", keyName), known(now));
    }

    /** Holds where there is an item of this write that has not expired. */
    static Expression written(String writeId, long now) {
        Map<String, AttributeValue> values = known(now);
        values.put(":id", AttributeValue.fromS(writeId));
        return new Expression(DynamoDbItem.WRITE_ID + " = :id AND " + NOT_EXPIRED + " AND " + KNOWN, null, values);
    }

    /** Holds where there is an item of another client with this value. */
    static Expression foreign(AttributeValue value) {
        return new Expression(
                "attribute_not_exists(" + DynamoDbItem.WRITE_ID + ") AND #v = :value",
                Map.of("#v", DynamoDbItem.VALUE),
                Map.of(":value", value));
    }

    /** Holds for items that have not expired, or are of no known format, and whose keys begin with a prefix. */
    static Expression listed(String keyName, String prefix, long now) {
        Map<String, AttributeValue> values = known(now);
        if (prefix.isEmpty()) {
            return new Expression(LISTED, null, values);
        }
        values.put(":prefix", AttributeValue.fromS(prefix));
        return new Expression("begins_with(#k, :prefix) AND " + LISTED, Map.of("#k", keyName), values);
    }

    private static Map<String, AttributeValue> known(long now) {
        Map<String, AttributeValue> values = new HashMap<>(at(now));
        values.put(":format", format());
        return values;
    }

    private static AttributeValue format() {
        return AttributeValue.fromN(Integer.toString(DynamoDbItem.CURRENT_FORMAT));
    }

    private static Map<String, AttributeValue> at(long now) {
        return Map.of(":now", AttributeValue.fromN(Long.toString(now)));
    }
}
