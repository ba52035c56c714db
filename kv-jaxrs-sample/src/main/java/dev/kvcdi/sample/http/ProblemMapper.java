package dev.kvcdi.sample.http;

import static jakarta.ws.rs.core.HttpHeaders.RETRY_AFTER;

import dev.kvcdi.KVException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers every failed request with a {@link Problem}: the one place that decides what a failure looks like from outside.
 *
 * @param <T> the failures that are answered
 */
public abstract class ProblemMapper<T extends Throwable> implements ExceptionMapper<T> {

    /** Answers every failure that has no nearer mapper. */
    @Provider
    public static class Any extends ProblemMapper<Throwable> {}

    /** Answers what Bean Validation refuses, for which servers bring a mapper of their own. */
    @Provider
    public static class Validation extends ProblemMapper<ConstraintViolationException> {}

    private static final Logger LOGGER = System.getLogger(ProblemMapper.class.getName());

    private static final Pattern COMMA = Pattern.compile(",");

    @Context
    @Nullable HttpServletRequest request;

    @Override
    public Response toResponse(T failure) {
        if (failure instanceof WebApplicationException other
                && other.getResponse().getStatus() < 400) {
            return other.getResponse();
        }
        Problem problem = problem(failure);
        log(problem, failure);
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.json(request == null ? null : request.getRequestURI()));
        if (problem.retryAfter() > 0) {
            answer.header(RETRY_AFTER, problem.retryAfter());
        }
        if (failure instanceof WebApplicationException other) {
            List<Object> challenges = other.getResponse().getHeaders().get(HttpHeaders.WWW_AUTHENTICATE);
            if (challenges != null) {
                challenges.forEach(challenge -> answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
            }
            List<Object> allow = other.getResponse().getHeaders().get(HttpHeaders.ALLOW);
            if (allow != null) {
                answer.header(HttpHeaders.ALLOW, methods(allow));
            }
        }
        return answer.build();
    }

    /** Lists the methods that an address takes: where GET is one so is HEAD, which some servers take and leave out. */
    private static String methods(List<Object> allow) {
        Set<String> methods = new TreeSet<>();
        allow.forEach(header ->
                COMMA.splitAsStream(header.toString()).map(String::strip).forEach(methods::add));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    /** Only what nobody foresaw is worth a stack trace; an engine that is down would fill the log with them. */
    private static void log(Problem problem, Throwable failure) {
        if (problem.status() == 500) {
            LOGGER.log(Level.ERROR, "A request failed", failure);
        } else if (problem.status() > 500) {
            LOGGER.log(Level.WARNING, "A request failed: {0}", failure.getMessage());
        }
    }

    static Problem problem(Throwable failure) {
        for (Throwable reason = failure; reason != null; reason = reason.getCause()) {
            if (reason instanceof ProblemException known) {
                return known.problem();
            }
            if (reason instanceof KVException store) {
                return StoreProblems.of(store);
            }
            if (reason instanceof ConstraintViolationException invalid) {
                return Problem.invalid(invalid.getConstraintViolations().stream()
                        .map(ProblemMapper::part)
                        .sorted(Comparator.comparing(Invalid::name))
                        .toList());
            }
        }
        return failure instanceof WebApplicationException web
                ? plain(web.getResponse().getStatus())
                : plain(500);
    }

    /** Names the member of the body that a constraint is about, or the parameter. */
    private static Invalid part(ConstraintViolation<?> violation) {
        StringBuilder member = new StringBuilder();
        String last = "";
        for (Path.Node node : violation.getPropertyPath()) {
            last = String.valueOf(node.getName());
            if (node.getKind() == ElementKind.PROPERTY) {
                member.append(member.isEmpty() ? "" : "/").append(last);
            }
        }
        return new Invalid("pointer", "#" + (member.isEmpty() ? "" : "/" + member), violation.getMessage());
    }

    static Problem plain(int status) {
        return Problem.of(
                status,
                switch (status) {
                    case 400 -> "The request is malformed.";
                    case 401 -> "This needs a valid token in the header Authorization: Bearer …";
                    case 403 -> "The token does not have the group that this needs: admin.";
                    case 404 -> "There is nothing at this address.";
                    case 405 -> "This address does not take the method; the Allow header lists those it takes.";
                    case 406 -> "The answer has none of the media types that the Accept header asks for.";
                    case 413 -> "The body is too large.";
                    case 415 -> "The body has a media type (Content-Type) that is not accepted here.";
                    default ->
                        status >= 500 ? "The server failed. Its log has the reason." : "The request was refused.";
                });
    }
}
