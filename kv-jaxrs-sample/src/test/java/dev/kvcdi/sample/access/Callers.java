package dev.kvcdi.sample.access;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Security contexts as a server makes them of requests. */
public final class Callers {

    public static final SecurityContext NOBODY = context(null);

    /** When tokens end, in seconds of the epoch. */
    static final Long EXPIRES = 1_800_000_000L;

    private Callers() {}

    /** Of a request with a token that the server has verified. */
    static SecurityContext of(String subject, Set<String> groups) {
        return context(new Token(subject, groups));
    }

    static SecurityContext context(Principal principal) {
        return new SecurityContext() {
            @Override
            public Principal getUserPrincipal() {
                return principal;
            }

            @Override
            public boolean isUserInRole(String role) {
                return false;
            }

            @Override
            public boolean isSecure() {
                return true;
            }

            @Override
            public String getAuthenticationScheme() {
                return "MP-JWT";
            }
        };
    }

    private record Token(String subject, Set<String> groups) implements JsonWebToken {

        @Override
        public String getName() {
            return "somebody@example.com";
        }

        @Override
        public Set<String> getClaimNames() {
            return Set.of("sub", "groups", "exp");
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T getClaim(String name) {
            return switch (name) {
                case "sub" -> (T) subject;
                case "groups" -> (T) groups;
                case "exp" -> (T) EXPIRES;
                default -> null;
            };
        }
    }
}
