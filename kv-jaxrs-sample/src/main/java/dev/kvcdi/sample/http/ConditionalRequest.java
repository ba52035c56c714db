package dev.kvcdi.sample.http;

import static jakarta.ws.rs.core.HttpHeaders.CONTENT_LOCATION;
import static jakarta.ws.rs.core.HttpHeaders.IF_MATCH;
import static jakarta.ws.rs.core.HttpHeaders.IF_NONE_MATCH;

import dev.kvcdi.Entry;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Version;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads, replaces and deletes entries as HTTP resources: a {@code @BeanParam} that brings the request's preconditions and makes
 * entity tags of versions. Writes under a precondition are free of races: what was judged is what is replaced, by its version.
 */
public class ConditionalRequest {

    /** Losing so often means that the entry changes faster than a client can follow. */
    private static final int MAX_ATTEMPTS = 20;

    @HeaderParam(IF_MATCH)
    List<String> ifMatch = List.of();

    @HeaderParam(IF_NONE_MATCH)
    List<String> ifNoneMatch = List.of();

    @Context
    @SuppressWarnings("NullAway.Init")
    UriInfo uri;

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
        return answer(entry.version().text(), entry.value());
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
     * Writes a new entry below the requested address: 201.
     *
     * @param <V> the value's type
     * @param store the store
     * @param key a key that nobody else has
     * @param value the value
     * @return the answer, with the value
     */
    public <V> Response create(TypedKVStore<V> store, String key, V value) {
        Version version = store.put(key, value, PutOptions.always()).orElseThrow();
        URI location = uri.getAbsolutePathBuilder().path("{key}").build(key);
        return written(Response.created(location).entity(value), location, version);
    }

    /**
     * Writes the entry at the requested address, if the preconditions hold: 201 when it was absent, otherwise 200.
     *
     * @param <V> the value's type
     * @param store the store
     * @param key the key
     * @param next makes the new value of the current one; it may be called several times
     * @return the answer, with the new value
     */
    public <V> Response put(TypedKVStore<V> store, String key, Function<Optional<V>, V> next) {
        URI location = uri.getRequestUri();
        return attempt(store, key, current -> {
            V value = next.apply(current.map(Entry::value));
            ResponseBuilder answer = current.isEmpty() ? Response.created(location) : Response.ok();
            return store.put(key, value, preconditions().replacing(current))
                    .map(version -> written(answer.entity(value), location, version));
        });
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
    private <V> Response attempt(
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

    private Preconditions preconditions() {
        return Preconditions.parse(ifMatch, ifNoneMatch);
    }

    /** The address says whose tag it is: in an answer to a write it could as well be that of the body that was sent. */
    private static Response written(ResponseBuilder answer, URI location, Version version) {
        return answer.header(CONTENT_LOCATION, location)
                .tag(new EntityTag(version.text()))
                .build();
    }
}
