package dev.kvcdi.servers.suite;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How one test ended inside the server, and the line of text that carries it to the client.
 *
 * @param name the names of the test and of what it is nested in
 * @param status passed, or what it was instead
 * @param details the stack trace or the reason, empty when it passed
 */
public record Outcome(String name, Status status, String details) {

    /** The ends that a test can come to. */
    public enum Status {
        /** It ran to its end. */
        PASSED,
        /** It threw. */
        FAILED,
        /** It did not run. */
        SKIPPED
    }

    /** The last line of a complete report. */
    public static final String END = "end";

    /** Reads what {@link #toLine} wrote. */
    public static Outcome parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Outcome(decode(parts[1]), Status.valueOf(parts[0]), decode(parts[2]));
    }

    /** One line of ASCII, without its end. */
    public String toLine() {
        return status + " " + encode(name) + " " + encode(details);
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
