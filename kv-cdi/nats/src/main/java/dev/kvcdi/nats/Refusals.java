package dev.kvcdi.nats;

import dev.kvcdi.spi.EngineException;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What servers refused for lack of permission. Of a subject the beginning alone is told and kept, since keys may follow. */
final class Refusals {

    /** The subscription by which a client gets the answers to all of its requests. */
    private static final Pattern ANSWERS = Pattern.compile("Subscription to \"_INBOX\\.[^\"]*\\.\\*\"");

    private static final Pattern REQUEST = Pattern.compile("(\\$JS\\.API\\.[A-Z.]+\\.KV_[^.\"]+)");
    private static final Pattern ENTRY = Pattern.compile("(\\$KV\\.[^.\"]+\\.)");

    private final Map<String, Long> requests = new ConcurrentHashMap<>();

    /** Tells whether an error says that no answer can come. */
    static boolean concernsAnswers(@Nullable String error) {
        return error != null && ANSWERS.matcher(error).find();
    }

    /** Returns the kind of a subject. */
    static String kind(String subject) {
        Matcher request = REQUEST.matcher(subject);
        if (request.find()) {
            return request.group(1);
        }
        Matcher entry = ENTRY.matcher(subject);
        return entry.find() ? entry.group(1) + ">" : "a subject";
    }

    /** Takes note of what a server said. */
    void add(String error) {
        Matcher request = REQUEST.matcher(error);
        if (request.find()) {
            requests.put(request.group(1), System.nanoTime());
        }
    }

    /** A request that the client itself makes, and that waits for the answer. */
    interface Request<T> {

        /** Makes the request, and returns the answer. */
        T answer() throws IOException, JetStreamApiException;
    }

    /**
     * Makes a request.
     *
     * @param subject its subject, up to the stream
     * @param errors makes the failure of a refusal
     * @throws IOException if there is no answer
     * @throws EngineException if there is none for lack of permission
     */
    <T> T ask(String subject, NatsErrors errors, Request<T> request) throws IOException, JetStreamApiException {
        long begin = System.nanoTime();
        try {
            return request.answer();
        } catch (IOException e) {
            requireNone(subject, errors, begin, e);
            throw e;
        }
    }

    /**
     * Makes sure that a request without an answer was not refused.
     *
     * @param since when it was made, in {@link System#nanoTime} terms
     * @throws EngineException if it was refused
     */
    void requireNone(String subject, NatsErrors errors, long since, Throwable cause) {
        Long last = requests.get(subject);
        if (last != null && last - since >= 0) {
            throw errors.denied("publish to " + subject, cause);
        }
    }
}
