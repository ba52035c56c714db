package dev.kvcdi.sample.person;

import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.sample.TimeOrderedId;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** The persons, one JSON document each, in a store of their own. */
@Path("person")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PersonResource {

    @Inject
    @Store("persons")
    TypedKVStore<Person> persons;

    @Inject
    Clock clock;

    /**
     * Makes a person under a new id.
     *
     * @param input the person
     * @param request the request
     * @return 201 with the person's address
     */
    @POST
    public Response create(@NotNull @Valid PersonInput input, @BeanParam WriteRequest request) {
        Person person = Person.of(TimeOrderedId.at(clock.instant()), input);
        return request.create(persons, person.id(), person);
    }

    /**
     * Lists the persons.
     *
     * @param page the page that is wanted
     * @param request the request
     * @return a JSON array
     */
    @GET
    public Response list(@BeanParam PageRequest page, @BeanParam ConditionalRequest request) {
        return page.list(persons, request);
    }

    /**
     * Reads a person.
     *
     * @param id the id
     * @param request the request
     * @return 200, 304 or 404
     */
    @GET
    @Path("{id}")
    public Response read(@PathParam("id") String id, @BeanParam ConditionalRequest request) {
        return request.read(persons, id);
    }

    /**
     * Replaces a person, or makes one under the client's id.
     *
     * @param id the id
     * @param input the person
     * @param request the request
     * @return 200 or 201
     */
    @PUT
    @Path("{id}")
    public Response replace(
            @PathParam("id") String id, @NotNull @Valid PersonInput input, @BeanParam WriteRequest request) {
        return request.put(persons, id, current -> Person.of(id, input));
    }

    /**
     * Deletes a person.
     *
     * @param id the id
     * @param request the request
     * @return 204
     */
    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("{id}")
    public Response delete(@PathParam("id") String id, @BeanParam ConditionalRequest request) {
        return request.delete(persons, id);
    }
}
