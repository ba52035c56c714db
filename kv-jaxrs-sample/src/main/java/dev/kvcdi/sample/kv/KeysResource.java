package dev.kvcdi.sample.kv;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.sample.SampleStores;
import dev.kvcdi.sample.access.Protection;
import dev.kvcdi.sample.http.ConditionalRequest;
import dev.kvcdi.sample.http.Invalid;
import dev.kvcdi.sample.http.PageRequest;
import dev.kvcdi.sample.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** The keys of a store, with what a client has to know to change their entries: entity tags and expiries, but no values. */
@Path("keys")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class KeysResource {

    @Inject
    SampleStores stores;

    @Inject
    Protection protection;

    /** Of the request that is being answered. */
    @Context
    @SuppressWarnings("NullAway.Init")
    SecurityContext security;

    /**
     * Lists keys.
     *
     * @param name the store's name
     * @param prefix what the keys begin with, as it was sent
     * @param page the page that is wanted
     * @param request the preconditions
     * @return a JSON array
     */
    @GET
    public Response list(
            @QueryParam("store") @DefaultValue(Store.DEFAULT) String name,
            @QueryParam("prefix") @DefaultValue("") @Encoded String prefix,
            @BeanParam PageRequest page,
            @BeanParam ConditionalRequest request) {
        KVStore store = stores.named(name)
                .orElseThrow(() -> new ProblemException(Invalid.parameter("store", "must be one that /stores lists")));
        // As bytes: a value that is no text, which others may have written, has a key like any other.
        return page.list(
                protection.readable(store, security).bytes(), RawKey.ofQuery("prefix", prefix), ListedKey::of, request);
    }
}
