package dev.kvcdi.sample.kv;

import dev.kvcdi.KVStore;
import dev.kvcdi.sample.access.AdminOnly;
import dev.kvcdi.sample.http.ConditionalRequest;
import dev.kvcdi.sample.http.WriteRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The entries of the default store, as plain text. */
@Path("kv")
@ApplicationScoped
@AdminOnly
@Produces(KvResource.TEXT)
public class KvResource {

    static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";

    @Inject
    KVStore store;

    /**
     * Reads a value.
     *
     * @param key the key
     * @param request the request
     * @return 200, 304 or 404
     */
    @GET
    @Path("{key: .+}")
    public Response read(@BeanParam PathKey key, @BeanParam ConditionalRequest request) {
        return request.read(store, key.text());
    }

    /**
     * Writes a value.
     *
     * @param key the key
     * @param value the value
     * @param request the request
     * @return 200 or 201
     */
    @PUT
    @Path("{key: .+}")
    @Consumes(MediaType.TEXT_PLAIN)
    public Response write(@BeanParam PathKey key, String value, @BeanParam WriteRequest request) {
        return request.put(store, key.text(), current -> value);
    }

    /**
     * Deletes a value.
     *
     * @param key the key
     * @param request the request
     * @return 204
     */
    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{key: .+}")
    public Response delete(@BeanParam PathKey key, @BeanParam ConditionalRequest request) {
        return request.delete(store, key.text());
    }

    /**
     * Reads the value of a key that a path cannot carry.
     *
     * @param key the key
     * @param request the request
     * @return 200, 304 or 404
     */
    @GET
    public Response readByQuery(@BeanParam QueryKey key, @BeanParam ConditionalRequest request) {
        return request.read(store, key.text());
    }

    /**
     * Writes the value of a key that a path cannot carry.
     *
     * @param key the key
     * @param value the value
     * @param request the request
     * @return 200 or 201
     */
    @PUT
    @Consumes(MediaType.TEXT_PLAIN)
    public Response writeByQuery(@BeanParam QueryKey key, String value, @BeanParam WriteRequest request) {
        return request.put(store, key.text(), current -> value);
    }

    /**
     * Deletes the value of a key that a path cannot carry.
     *
     * @param key the key
     * @param request the request
     * @return 204
     */
    @DELETE
    @Produces(MediaType.WILDCARD)
    public Response deleteByQuery(@BeanParam QueryKey key, @BeanParam ConditionalRequest request) {
        return request.delete(store, key.text());
    }
}
