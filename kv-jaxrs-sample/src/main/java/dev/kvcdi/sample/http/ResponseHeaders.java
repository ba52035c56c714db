package dev.kvcdi.sample.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Says of every answer that caches must ask again before they use it, and that browsers must run nothing of it and tell nobody of it. */
@Provider
public class ResponseHeaders implements ContainerResponseFilter {

    /** The policy of what is not to be shown by itself, least of all within a page of others. */
    static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        response.getHeaders().putSingle("Referrer-Policy", "no-referrer");
        // The page has a policy of its own.
        response.getHeaders().putIfAbsent("Content-Security-Policy", List.of(NOTHING));
        response.getHeaders()
                .putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of(response.getStatus() < 400 ? "no-cache" : "no-store"));
    }
}
