package dev.kvcdi.sample.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Refuses addresses that are no URIs, such as a query with {@code %zz}, which servers find out at different times. */
@Provider
@PreMatching
public class AddressCheck implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        try {
            request.getUriInfo().getRequestUri();
        } catch (IllegalArgumentException noUri) {
            throw new ProblemException(400, "The address is not well-formed: encode what RFC 3986 does not allow.");
        }
    }
}
