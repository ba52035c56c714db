package dev.kvcdi.internal.config;

import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.config.Conversion.UnreadableException;
import dev.kvcdi.internal.config.Lookup.Value;
import dev.kvcdi.spi.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the values of keys: finds them, takes secrets from their files, converts, checks, and reports what is wrong. */
final class ValueReader {

    private static final long LONGEST_SECRET_FILE = 64 * 1024;

    private final Lookup lookup;
    private final Findings findings;

    ValueReader(Lookup lookup, Findings findings) {
        this.lookup = lookup;
        this.findings = findings;
    }

    /**
     * Reads the value of a key that stands in several places.
     *
     * @param key the key
     * @param properties where to look, the first that has a value counts
     * @return the converted value, or the default; empty when there is neither or the value is wrong
     */
    Optional<Object> read(ConfigKey key, List<String> properties) {
        // Also where a value replaces it: any start of a driver shows a default that is wrong.
        Optional<Object> byDefault = key.defaultValue().map(text -> convertDefault(key, text));
        for (String property : properties) {
            Optional<Found> found = find(key, property);
            if (found.isPresent()) {
                return convert(key, found.get());
            }
        }
        return byDefault;
    }

    /** A value with the property that it was found at. */
    private record Found(String property, Value value) {}

    private Optional<Found> find(ConfigKey key, String property) {
        Optional<Value> value = find(property);
        if (!key.secret()) {
            return value.map(found -> new Found(property, found));
        }
        String fileProperty = property + KeyNames.FILE_SUFFIX;
        Optional<Value> file = find(fileProperty);
        if (value.isPresent() && file.isPresent()) {
            findings.add(Problem.of(CoreMessage.VALUE_AND_FILE, property, fileProperty)
                    .at(
                            fileProperty,
                            "from " + file.get().source() + "; the other from "
                                    + value.get().source())
                    .action("Keep one of the two"));
            return Optional.empty();
        }
        if (file.isPresent()) {
            return secretOf(fileProperty, file.get()).map(found -> new Found(fileProperty, found));
        }
        value.filter(found -> found.raw().contains("${"))
                .ifPresent(found ->
                        findings.remark(CoreMessage.EXPRESSION_IN_SECRET, property, found.source(), fileProperty));
        return value.map(found -> new Found(property, found));
    }

    private Optional<Value> find(String property) {
        try {
            return lookup.find(property);
        } catch (RuntimeException e) {
            findings.add(
                    Problem.of(CoreMessage.VALUE_NOT_EXPANDED, e.getClass().getSimpleName())
                            .at(property, "set, but not readable")
                            .action(
                                    "Check the expressions of the form ${…} in it: each needs a value or a default, as in ${name:default}"));
            return Optional.empty();
        }
    }

    private Optional<Value> secretOf(String property, Value file) {
        try {
            Path path = Path.of(file.text().trim());
            if (Files.size(path) > LONGEST_SECRET_FILE) {
                throw new IOException("it is larger than 64 KB");
            }
            String secret = Files.readString(path).strip();
            if (secret.isEmpty()) {
                throw new IOException("it is empty");
            }
            return Optional.of(new Value(secret, "", file.source(), file.own()));
        } catch (IOException | InvalidPathException e) {
            findings.add(
                    Problem.of(CoreMessage.SECRET_FILE, e.getClass().getSimpleName(), e.getMessage())
                            .at(property, shown(file))
                            .action(
                                    "Name a file that the server may read and that holds the secret in UTF-8, and nothing else"));
            return Optional.empty();
        }
    }

    private Optional<Object> convert(ConfigKey key, Found found) {
        String shown = shown(key, found.value);
        Object converted;
        try {
            converted = Conversion.convert(key.type(), found.value.text());
        } catch (UnreadableException e) {
            findings.add(Problem.of(CoreMessage.VALUE_UNREADABLE, e.getMessage())
                    .at(found.property, shown)
                    .action(e.remedy()));
            return Optional.empty();
        }
        Optional<String> complaint = key.check(converted);
        if (complaint.isPresent()) {
            findings.add(Problem.of(CoreMessage.VALUE_REFUSED)
                    .at(found.property, shown)
                    .action(complaint.get()));
            return Optional.empty();
        }
        return Optional.of(converted);
    }

    private static Object convertDefault(ConfigKey key, String text) {
        try {
            Object converted = Conversion.convert(key.type(), text);
            key.check(converted).ifPresent(complaint -> {
                throw new IllegalStateException("The default of the configuration key " + key.name()
                        + " is refused by its check: " + complaint);
            });
            return converted;
        } catch (UnreadableException e) {
            throw new IllegalStateException(
                    "The default of the configuration key " + key.name() + " is not of its type", e);
        }
    }

    /** Returns the value of a key for a message. */
    static String shown(ConfigKey key, Value value) {
        return key.secret() ? "(secret), from " + value.source() : shown(value);
    }

    /** Returns a value for a message. What stands before an {@code @} may be a password in a URL, and is hidden. */
    static String shown(Value value) {
        return "'" + value.text().replaceAll("[^,]*@", "(hidden)@") + "', from " + value.source();
    }
}
