package dev.kvcdi.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * Requests that the server under test answers itself before any application is asked, so that no application can make a problem of the
 * answer. The server's module says which, in the system properties {@code server.unasked}, targets between spaces, and
 * {@code server.largest-body}, the most bytes that the server lets any application refuse.
 */
final class Unasked {

    private static final List<String> TARGETS =
            List.of(System.getProperty("server.unasked", "").strip().split("\\s+"));

    private static final long LARGEST_BODY = Long.getLong("server.largest-body", Long.MAX_VALUE);

    private Unasked() {}

    /** Tells whether the server answers requests for a target itself, whatever their method. */
    static boolean isFor(String target) {
        return TARGETS.contains(target);
    }

    /** Tells whether the server itself refuses a body of so many bytes. */
    static boolean isForBodyOf(long length) {
        return length > LARGEST_BODY;
    }

    /** Asserts that an answer is the server's own indeed, so that the list is no longer than it has to be, and tells nothing. */
    static void assertServersOwn(Raw.Answer answer) {
        assertThat(answer.head())
                .as("the server asks the application after all")
                .doesNotContain("problem+json");
        assertThat(answer.body()).doesNotContain("Exception", "java");
    }
}
