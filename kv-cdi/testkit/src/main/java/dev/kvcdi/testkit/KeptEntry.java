package dev.kvcdi.testkit;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An entry as a release showed it: a line of the file that is kept beside the data.
 *
 * @param store the name of the store
 * @param key its key
 * @param value its value, as Base64
 * @param version its version
 * @param expiry when it expires, empty for never
 */
record KeptEntry(String store, String key, String value, String version, String expiry) {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    static List<KeptEntry> in(KVStore store) {
        try (Stream<Entry<byte[]>> entries = store.bytes().entries("")) {
            return entries.map(entry -> of(store.name(), entry))
                    .sorted(Comparator.comparing(KeptEntry::key))
                    .toList();
        }
    }

    static KeptEntry of(String store, Entry<byte[]> entry) {
        return new KeptEntry(
                store,
                entry.key(),
                ENCODER.encodeToString(entry.value()),
                entry.version().text(),
                entry.expiry().map(Instant::toString).orElse(""));
    }

    boolean expires() {
        return !expiry.isEmpty();
    }

    Version asVersion() {
        return Version.of(version);
    }

    static List<KeptEntry> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(KeptEntry::parse).toList();
    }

    static void write(Path file, List<KeptEntry> entries) throws IOException {
        Files.writeString(file, entries.stream().map(each -> each.line() + "\n").collect(Collectors.joining()));
    }

    private static KeptEntry parse(String line) {
        String[] fields = line.split("\t", -1);
        byte[] key = Base64.getUrlDecoder().decode(fields[1]);
        return new KeptEntry(fields[0], new String(key, StandardCharsets.UTF_8), fields[2], fields[3], fields[4]);
    }

    private String line() {
        String text = ENCODER.encodeToString(key.getBytes(StandardCharsets.UTF_8));
        return String.join("\t", store, text, value, version, expiry);
    }
}
