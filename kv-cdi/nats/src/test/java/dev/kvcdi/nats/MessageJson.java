package dev.kvcdi.nats;

import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A message of a bucket as JSON.
 *
 * @param sequence its number in the stream
 * @param key its subject behind that of the bucket
 * @param headers its headers, without those by which a client asks the server for something once
 * @param data its value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MessageJson(long sequence, String key, Headers headers, byte[] data) {

    /** It was about what was there before, and is refused where that is not. */
    private static final String EXPECTED = "Nats-Expected";

    static MessageJson of(MessageInfo message, String prefix) {
        Headers kept = new Headers();
        Headers headers = message.getHeaders();
        if (headers != null) {
            headers.forEach((name, values) -> {
                if (!name.startsWith(EXPECTED)) {
                    kept.add(name, values);
                }
            });
        }
        byte[] data = message.getData();
        return new MessageJson(
                message.getSeq(),
                message.getSubject().substring(prefix.length()),
                kept,
                data == null ? new byte[0] : data);
    }

    static void write(Path file, List<MessageJson> messages) throws IOException {
        JsonArrayBuilder array = Json.createArrayBuilder();
        messages.forEach(message -> array.add(message.json()));
        try (Writer writer = Files.newBufferedWriter(file);
                JsonWriter json = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                        .createWriter(writer)) {
            json.writeArray(array.build());
        }
    }

    static List<MessageJson> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file);
                JsonReader json = Json.createReader(reader)) {
            List<MessageJson> messages = new ArrayList<>();
            json.readArray().getValuesAs(JsonObject.class).forEach(message -> messages.add(parse(message)));
            return messages;
        }
    }

    private JsonObjectBuilder json() {
        JsonObjectBuilder names = Json.createObjectBuilder();
        new TreeSet<>(headers.keySet()).forEach(name -> names.add(name, headers.getFirst(name)));
        return Json.createObjectBuilder()
                .add("sequence", sequence)
                .add("key", key)
                .add("headers", names)
                .add("data", Base64.getEncoder().encodeToString(data));
    }

    private static MessageJson parse(JsonObject message) {
        Headers headers = new Headers();
        message.getJsonObject("headers").forEach((name, value) -> headers.put(name, ((JsonString) value).getString()));
        return new MessageJson(
                message.getJsonNumber("sequence").longValueExact(),
                message.getString("key"),
                headers,
                Base64.getDecoder().decode(message.getString("data")));
    }
}
