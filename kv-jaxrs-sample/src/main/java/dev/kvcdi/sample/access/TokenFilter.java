package dev.kvcdi.sample.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import java.io.IOException;

/** Lets only those requests through whose token the server has verified. */
public class TokenFilter implements ContainerRequestFilter {

    /** Lets only those requests through whose token is an administrator's. */
    public static class ForAdmins extends TokenFilter {

        @Override
        boolean permits(Caller caller) {
            return caller.admin();
        }
    }

    @Context
    @SuppressWarnings("NullAway.Init")
    HttpServletRequest request;

    @Context
    @SuppressWarnings("NullAway.Init")
    HttpServletResponse response;

    @Override
    public void filter(ContainerRequestContext context) throws IOException {
        if (context.getSecurityContext().getUserPrincipal() == null) {
            verify();
        }
        if (!permits(Caller.of(context.getSecurityContext()))) {
            throw new ForbiddenException();
        }
    }

    boolean permits(Caller caller) {
        return true;
    }

    /** Some servers look at tokens only where they know that one is needed. */
    private void verify() throws IOException {
        try {
            request.authenticate(response);
        } catch (ServletException failed) {
            throw new IOException(failed);
        }
    }
}
