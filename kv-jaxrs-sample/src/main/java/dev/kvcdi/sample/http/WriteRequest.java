package dev.kvcdi.sample.http;

import static jakarta.ws.rs.core.HttpHeaders.CONTENT_LOCATION;

import dev.kvcdi.Entry;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Version;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes entries as HTTP resources: a {@code @BeanParam} with the preconditions of a {@link ConditionalRequest} and {@code ttl}, in how
 * many seconds the entry expires; without it the entry stays.
 */
public class WriteRequest extends ConditionalRequest {

    @QueryParam(TimeToLive.PARAMETER)
    List<String> ttl = List.of();

    @Context
    @SuppressWarnings("NullAway.Init")
    UriInfo uri;

    /** No server injects into such parameters what CDI has. */
    Clock clock = Clock.systemUTC();

    /**
     * Writes a new entry below the requested address: 201. A condition can only be {@code If-Match: *} here: the list is there, and nobody
     * knows the tags of all its pages.
     *
     * @param <V> the value's type
     * @param store the store
     * @param key a key that nobody else has
     * @param value the value
     * @return the answer, with the value
     */
    public <V> Response create(TypedKVStore<V> store, String key, V value) {
        Optional<Duration> life = TimeToLive.parse(ttl);
        preconditions().requireOfAnyList();
        Version version =
                store.put(key, value, expiring(PutOptions.always(), life)).orElseThrow();
        URI location = uri.getAbsolutePathBuilder().path("{key}").build(key);
        return written(Response.created(location).entity(value), location, version, life);
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
        Optional<Duration> life = TimeToLive.parse(ttl);
        URI location = Query.without(uri.getRequestUri(), TimeToLive.PARAMETER);
        return attempt(store, key, current -> {
            V value = next.apply(current.map(Entry::value));
            ResponseBuilder answer = current.isEmpty() ? Response.created(location) : Response.ok();
            return store.put(key, value, expiring(preconditions().replacing(current), life))
                    .map(version -> written(answer.entity(value), location, version, life));
        });
    }

    private static PutOptions expiring(PutOptions options, Optional<Duration> life) {
        return life.map(options::withTtl).orElse(options);
    }

    /** The address says whose tag it is: in an answer to a write it could as well be that of the body that was sent. */
    private Response written(ResponseBuilder answer, URI location, Version version, Optional<Duration> life) {
        answer.header(CONTENT_LOCATION, location).tag(new EntityTag(version.text()));
        // Reckoned after the write, so that it is not before the store's own moment; reading that could fail, and the
        // write is done.
        life.ifPresent(
                time -> answer.header(Sunset.HEADER, Sunset.of(clock.instant().plus(time))));
        return answer.build();
    }
}
