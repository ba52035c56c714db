package dev.kvcdi.sample.http;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a failed request, by RFC 9457.
 *
 * @param status the HTTP status
 * @param type the kind of problem; {@link #PLAIN} when the status says it all
 * @param detail what is wrong and what to do about it, without anything that is stored
 * @param invalid the parts of the request that are wrong, none when that is unknown
 * @param retryAfter after how many seconds the request may succeed, 0 when nothing is known
 */
public record Problem(int status, String type, String detail, List<Invalid> invalid, int retryAfter) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The type of problems that mean what their status means. */
    public static final String PLAIN = "about:blank";

    private static final String TYPES = "tag:kvcdi.dev,2026:problem/";

    /** The type of problems that list what is wrong with the request. */
    public static final String INVALID_REQUEST = TYPES + "invalid-request";

    /** The type of problems after which a write may or may not have happened. */
    public static final String OUTCOME_UNKNOWN = TYPES + "outcome-unknown";

    /**
     * Returns a problem that means what its status means.
     *
     * @param status the HTTP status
     * @param detail what is wrong and what to do about it
     * @return the problem
     */
    public static Problem of(int status, String detail) {
        return new Problem(status, PLAIN, detail, List.of(), 0);
    }

    /**
     * Returns a problem with parts of the request.
     *
     * @param invalid the parts
     * @return the problem, of status 400
     */
    public static Problem invalid(List<Invalid> invalid) {
        return new Problem(
                400,
                INVALID_REQUEST,
                "Parts of the request are not valid; 'errors' names each of them.",
                List.copyOf(invalid),
                0);
    }

    /**
     * Returns this problem with a time after which the request may succeed.
     *
     * @param seconds the time in seconds
     * @return the problem
     */
    public Problem withRetryAfter(int seconds) {
        return new Problem(status, type, detail, invalid, seconds);
    }

    /**
     * Returns this problem with another type.
     *
     * @param other the type
     * @return the problem
     */
    public Problem withType(String other) {
        return new Problem(status, other, detail, invalid, retryAfter);
    }

    /**
     * Returns the name of the status, as RFC 9110 has it.
     *
     * @return the name
     */
    public String title() {
        return switch (status) {
            case 413 -> "Content Too Large";
            case 507 -> "Insufficient Storage";
            default -> {
                Status known = Status.fromStatusCode(status);
                yield known == null ? "Error" : known.getReasonPhrase();
            }
        };
    }

    /**
     * Returns the body of the answer.
     *
     * @param instance the path that was requested, or null when it is unknown
     * @return the JSON text
     */
    public String json(@Nullable String instance) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", type)
                .add("title", title())
                .add("status", status)
                .add("detail", detail);
        if (instance != null) {
            json.add("instance", instance);
        }
        if (!invalid.isEmpty()) {
            JsonArrayBuilder errors = Json.createArrayBuilder();
            invalid.forEach(part -> errors.add(
                    Json.createObjectBuilder().add(part.place(), part.name()).add("detail", part.detail())));
            json.add("errors", errors);
        }
        return json.build().toString();
    }
}
