package dev.kvcdi.sample.user;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.sample.TimeOrderedId;
import dev.kvcdi.sample.access.Protection;
import dev.kvcdi.sample.http.ConditionalRequest;
import dev.kvcdi.sample.http.PageRequest;
import dev.kvcdi.sample.http.WriteRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The users, one JSON document each, in a store of their own. Where tokens are asked for, everybody has only the users that were made
 * with tokens of the same subject: a part of the store, in which the ids of others do not occur.
 */
@Path("user")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UserResource {

    @Inject
    @Store(Protection.USERS)
    KVStore users;

    @Inject
    Protection protection;

    @Inject
    Clock clock;

    /** Of the request that is being answered. */
    @Context
    @SuppressWarnings("NullAway.Init")
    SecurityContext security;

    /**
     * Makes a user under a new id.
     *
     * @param input the user
     * @param request the request
     * @return 201 with the user's address
     */
    @POST
    public Response create(@NotNull @Valid UserInput input, @BeanParam WriteRequest request) {
        Instant now = now();
        User user = User.of(TimeOrderedId.at(now), input, now);
        return request.create(own(), user.id(), user);
    }

    /**
     * Lists the users.
     *
     * @param page the page that is wanted
     * @param request the request
     * @return a JSON array
     */
    @GET
    public Response list(@BeanParam PageRequest page, @BeanParam ConditionalRequest request) {
        return page.list(own(), request);
    }

    /**
     * Reads a user.
     *
     * @param id the id
     * @param request the request
     * @return 200, 304 or 404
     */
    @GET
    @Path("{id}")
    public Response read(@PathParam("id") String id, @BeanParam ConditionalRequest request) {
        return request.read(own(), id);
    }

    /**
     * Replaces a user, who keeps the time of creation, or makes one under the client's id.
     *
     * @param id the id
     * @param input the user
     * @param request the request
     * @return 200 or 201
     */
    @PUT
    @Path("{id}")
    public Response replace(
            @PathParam("id") String id, @NotNull @Valid UserInput input, @BeanParam WriteRequest request) {
        return request.put(
                own(),
                id,
                current -> User.of(id, input, current.map(User::createdAt).orElseGet(this::now)));
    }

    /**
     * Deletes a user.
     *
     * @param id the id
     * @param request the request
     * @return 204
     */
    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{id}")
    public Response delete(@PathParam("id") String id, @BeanParam ConditionalRequest request) {
        return request.delete(own(), id);
    }

    private TypedKVStore<User> own() {
        return protection.own(users, security).json(User.class);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
