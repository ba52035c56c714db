package dev.kvcdi.sample.events;

import dev.kvcdi.sample.access.Protection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/**
 * The changes of all stores as they happen; where tokens are asked for, of what the caller may read. An event's name is that of the
 * store; its data is JSON: {@code change} ({@code put}, {@code removed} or {@code lost}), {@code key}, and of what was written
 * {@code etag} and {@code expires_at}. Values are read where they belong.
 */
@Path("events")
@ApplicationScoped
public class EventsResource {

    @Inject
    Audience audience;

    @Inject
    Protection protection;

    /**
     * Begins to tell changes. The first event, {@code open}, says that every later change is told; after it, and after each
     * {@code lost}, the client lists what it needs.
     *
     * @param sink takes the events
     * @param sse makes them
     * @param security who listens
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void listen(@Context SseEventSink sink, @Context Sse sse, @Context SecurityContext security) {
        audience.join(sink, sse, protection.caller(security).map(EventView::of).orElse(EventView.ALL));
    }

    /**
     * Says what GET would, and adds no listener, whom nobody would ever hear of again: what answers HEAD has no body to send.
     *
     * @param security who asks
     * @return the head of the answer
     */
    @HEAD
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Response head(@Context SecurityContext security) {
        protection.caller(security);
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS_TYPE).build();
    }
}
