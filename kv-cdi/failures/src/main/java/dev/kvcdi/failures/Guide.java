package dev.kvcdi.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The failure guide, by its entries, for tests inside of servers and outside. */
public final class Guide {

    private static final Pattern ENTRY = Pattern.compile(
            "^### (?<number>KVCDI\\d{4})\n\n```text\n(?<message>[^\n]*)\n```\n\n(?<body>.*?)(?=\n##|\\z)",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\{[a-z ]+}");

    private final Map<String, Entry> entries = new TreeMap<>();
    private final String text;

    /**
     * What the guide says about a message.
     *
     * @param message the message, with names in braces for what differs
     * @param body the explanation
     */
    public record Entry(String message, String body) {}

    /** Reads the guide. */
    public Guide() {
        try (InputStream file = Guide.class.getResourceAsStream("FAILURES.md")) {
            text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Matcher found = ENTRY.matcher(text);
        while (found.find()) {
            Entry other = entries.put(found.group("number"), new Entry(found.group("message"), found.group("body")));
            assertThat(other).as("two entries of one number").isNull();
        }
    }

    /** The whole guide. */
    public String text() {
        return text;
    }

    /** The entries by their numbers. */
    public Map<String, Entry> entries() {
        return entries;
    }

    /** Fails unless a text, such as a log or an exception's message, has a message in it as the entry of a number words it. */
    public void assertExplains(String number, @Nullable String shown) {
        assertThat(shown).containsPattern(pattern(entry(number).message()));
    }

    /** The entry of a number. */
    public Entry entry(String number) {
        return Objects.requireNonNull(entries.get(number), () -> "no entry of " + number);
    }

    private static Pattern pattern(String message) {
        return Pattern.compile(
                Stream.of(NAME.split(message, -1)).map(Pattern::quote).collect(Collectors.joining(".*?")),
                Pattern.DOTALL);
    }
}
