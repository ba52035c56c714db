package dev.kvcdi.sample.http;

import static jakarta.ws.rs.core.HttpHeaders.IF_MATCH;
import static jakarta.ws.rs.core.HttpHeaders.IF_NONE_MATCH;

import dev.kvcdi.Entry;
import dev.kvcdi.TypedKVStore;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and deletes entries as HTTP resources: a {@code @BeanParam} that brings the request's preconditions and makes entity tags of
 * versions; {@link WriteRequest} writes them. What is done under a precondition is free of races: what was judged is what is
 * deleted or replaced, by its version.
 */
public class ConditionalRequest {

    /** Losing so often means that the entry changes faster than a client can follow. */
    private static final int MAX_ATTEMPTS = 20;

    @HeaderParam(IF_MATCH)
    List<String> ifMatch = List.of();

    @HeaderParam(IF_NONE_MATCH)
    List<String> ifNoneMatch = List.of();

    /**
     * Answers with an entry: 200, 304 when the client has it already, 404 when it is absent.
     *
     * @param <V> the value's type
     * @param store the store
     * @param key the key
     * @return the answer
     */
    public <V> Response read(TypedKVStore<V> store, String key) {
        Entry<V> entry = store.entry(key).orElseThrow(() -> new ProblemException(ProblemMapper.plain(404)));
        Response answer = answer(entry.version().text(), entry.value());
        return entry.expiry()
                .map(expiry -> Response.fromResponse(answer)
                        .header(Sunset.HEADER, Sunset.of(expiry))
                        .build())
                .orElse(answer);
    }

    /**
     * Answers with a representation: 200, or 304 when the client has it already.
     *
     * @param tag the representation's strong entity tag
     * @param representation the body
     * @return the answer
     */
    public Response answer(String tag, Object representation) {
        return switch (preconditions().judge(tag)) {
            case PROCEED -> Response.ok(representation).tag(new EntityTag(tag)).build();
            case UNCHANGED -> Response.notModified(new EntityTag(tag)).build();
            case REFUSED -> throw Preconditions.refused();
        };
    }

    /**
     * Answers with a text that no store gives a version to: 200, or 304 when the client has it already.
     *
     * @param text the body
     * @return the answer
     */
    public Response answer(String text) {
        return answer(new Digest().add(text).tag(), text);
    }

    /**
     * Deletes an entry, if the preconditions hold: 204, whether or not it was there.
     *
     * @param <V> the values' type
     * @param store the store
     * @param key the key
     * @return the answer
     */
    public <V> Response delete(TypedKVStore<V> store, String key) {
        Response done = Response.noContent().build();
        if (preconditions().none()) {
            store.delete(key);
            return done;
        }
        return attempt(
                store,
                key,
                current -> current.isEmpty() || store.delete(key, current.get().version())
                        ? Optional.of(done)
                        : Optional.empty());
    }

    /** Judges what is there and writes, as often as somebody else writes in between, which an empty answer says. */
    final <V> Response attempt(
            TypedKVStore<V> store, String key, Function<Optional<Entry<V>>, Optional<Response>> write) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<Entry<V>> current = store.entry(key);
            preconditions().require(current);
            Optional<Response> answer = write.apply(current);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new ProblemException(StoreProblems.CONTENTION);
    }

    final Preconditions preconditions() {
        return Preconditions.parse(ifMatch, ifNoneMatch);
    }
}
