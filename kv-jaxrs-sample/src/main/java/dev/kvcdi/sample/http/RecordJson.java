package dev.kvcdi.sample.http;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that a JSON text is an object whose members fit the components of a record, before JSON-B makes one of it. */
final class RecordJson {

    /** More than any document of this application needs, and far from where parsers get slow or run out of stack. */
    private static final int MAX_DEPTH = 32;

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private RecordJson() {}

    static void check(String text, Class<?> type) {
        List<Invalid> invalid =
                invalid(object(text), type.getRecordComponents()).toList();
        if (!invalid.isEmpty()) {
            throw new ProblemException(Problem.invalid(invalid));
        }
    }

    private static JsonObject object(String text) {
        try {
            requireShallow(text);
            try (var reader = READERS.createReader(new StringReader(text))) {
                if (reader.readValue() instanceof JsonObject object) {
                    return object;
                }
            }
        } catch (JsonException | NumberFormatException | UnsupportedOperationException malformed) {
            // The latter two are what parsers make of numbers with huge exponents and with more digits than they take.
            throw new ProblemException(400, "The body is not well-formed JSON.");
        }
        throw new ProblemException(400, "The body must be a JSON object.");
    }

    private static void requireShallow(String text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            int depth = 0;
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT, START_ARRAY -> depth++;
                    case END_OBJECT, END_ARRAY -> depth--;
                    default -> {}
                }
                if (depth > MAX_DEPTH) {
                    throw new ProblemException(400, "The body is nested deeper than " + MAX_DEPTH + " levels.");
                }
            }
        }
    }

    private static Stream<Invalid> invalid(JsonObject object, RecordComponent[] components) {
        return Arrays.stream(components)
                .map(component -> {
                    String complaint = complaint(object.get(component.getName()), component.getType());
                    return complaint == null ? null : Invalid.member(component.getName(), complaint);
                })
                .filter(Objects::nonNull);
    }

    private static @Nullable String complaint(@Nullable JsonValue value, Class<?> type) {
        if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
            return null;
        }
        if (type == String.class) {
            return value instanceof JsonString string && Utf8.canEncode(string.getString()) ? null : "must be a text";
        }
        if (type == Integer.class) {
            return value instanceof JsonNumber number && isInt(number) ? null : "must be a whole number";
        }
        return null;
    }

    private static boolean isInt(JsonNumber number) {
        try {
            number.bigDecimalValue().intValueExact();
            return true;
        } catch (ArithmeticException notInt) {
            return false;
        }
    }
}
