package dev.kvcdi.dynamodb;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as JSON, in the form that DynamoDB's own tools use: {@code {"pk": {"S": "key"}}}. */
final class ItemJson {

    private ItemJson() {}

    static void write(Path file, List<Map<String, AttributeValue>> items) throws IOException {
        JsonArrayBuilder array = Json.createArrayBuilder();
        items.forEach(item -> array.add(json(item)));
        try (Writer writer = Files.newBufferedWriter(file);
                JsonWriter json = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                        .createWriter(writer)) {
            json.writeArray(array.build());
        }
    }

    static List<Map<String, AttributeValue>> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file);
                JsonReader json = Json.createReader(reader)) {
            JsonArray array = json.readArray();
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            array.getValuesAs(JsonObject.class).forEach(item -> items.add(item(item)));
            return items;
        }
    }

    private static JsonObjectBuilder json(Map<String, AttributeValue> item) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        new TreeMap<>(item)
                .forEach((name, value) -> object.add(
                        name,
                        Json.createObjectBuilder()
                                .add(
                                        value.type().name(),
                                        switch (value.type()) {
                                            case S -> value.s();
                                            case N -> value.n();
                                            case B ->
                                                Base64.getEncoder()
                                                        .encodeToString(
                                                                value.b().asByteArray());
                                            default -> throw new IllegalArgumentException("No store writes " + value);
                                        })));
        return object;
    }

    private static Map<String, AttributeValue> item(JsonObject object) {
        Map<String, AttributeValue> item = new HashMap<>();
        object.forEach((name, typed) -> {
            Map.Entry<String, String> value = ((JsonObject) typed)
                    .keySet().stream()
                            .map(type -> Map.entry(type, ((JsonObject) typed).getString(type)))
                            .findFirst()
                            .orElseThrow();
            item.put(
                    name,
                    switch (value.getKey()) {
                        case "S" -> AttributeValue.fromS(value.getValue());
                        case "N" -> AttributeValue.fromN(value.getValue());
                        case "B" ->
                            AttributeValue.fromB(
                                    SdkBytes.fromByteArray(Base64.getDecoder().decode(value.getValue())));
                        default -> throw new IllegalArgumentException("No store writes " + value.getKey());
                    });
        });
        return item;
    }
}
