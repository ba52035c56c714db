package dev.kvcdi.sample.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses addresses that are no URIs, such as a query with {@code %zz}, which servers find out at different times or mend silently. */
@Provider
@PreMatching
public class AddressCheck implements ContainerRequestFilter {

    private static final Pattern PERCENT_WITHOUT_DIGITS = Pattern.compile("%(?!\\p{XDigit}{2})");

    @Context
    @Nullable HttpServletRequest asSent;

    @Override
    public void filter(ContainerRequestContext request) {
        String query = asSent == null ? null : asSent.getQueryString();
        if (query != null && PERCENT_WITHOUT_DIGITS.matcher(query).find()) {
            throw malformed();
        }
        try {
            request.getUriInfo().getRequestUri();
        } catch (IllegalArgumentException noUri) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        return new ProblemException(400, "The address is not well-formed: encode what RFC 3986 does not allow.");
    }
}
