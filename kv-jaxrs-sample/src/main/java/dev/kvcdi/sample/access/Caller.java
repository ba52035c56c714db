package dev.kvcdi.sample.access;

import dev.kvcdi.sample.http.Utf8;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who sent a request, by a token that the server has verified. Loaded only where tokens are asked for, since servers without
 * MicroProfile JWT lack its classes.
 *
 * @param subject whom the token is about: the claim {@code sub}
 * @param admin whether the token has the group {@value #ADMIN}
 * @param expires when the token ends: the claim {@code exp}
 */
public record Caller(String subject, boolean admin, Instant expires) {

    /** The group that may do everything in every store. */
    static final String ADMIN = "admin";

    /** How requests are answered that lack a token which is good: by what they need. */
    public static final String CHALLENGE = "Bearer";

    /** Returns who sent a request, or ends it with 401. */
    static Caller of(SecurityContext context) {
        if (context.getUserPrincipal() instanceof JsonWebToken token
                && token.getSubject() != null
                && !token.getSubject().isEmpty()
                && Utf8.canEncode(token.getSubject())) {
            return new Caller(
                    token.getSubject(),
                    token.getGroups() != null && token.getGroups().contains(ADMIN),
                    Instant.ofEpochSecond(token.getExpirationTime()));
        }
        throw new NotAuthorizedException(CHALLENGE);
    }

    /**
     * Returns what the keys of all that is this caller's begin with. No other caller's begin so: the encoded subject has no slash.
     *
     * @return the prefix
     */
    public String prefix() {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8) + '/';
    }
}
