package dev.kvcdi.sample.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVException;
import dev.kvcdi.KVUnavailableException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

    private final ProblemMapper<Throwable> mapper = new ProblemMapper.Any();

    @Test
    void toResponse_unforeseenFailure_tellsNothingOfIt() {
        Response answer = mapper.toResponse(new IllegalStateException("secret", new RuntimeException("password")));

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getMediaType()).isEqualTo(MediaType.valueOf("application/problem+json"));
        assertThat((String) answer.getEntity()).doesNotContain("secret", "password", "Exception", "dev.kvcdi");
    }

    @Test
    void toResponse_failureOfTheServer_keepsStatusButNotText() {
        Response answer = mapper.toResponse(
                new NotFoundException("RESTEASY003210: Could not find resource for full path: http://internal/x"));

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat((String) answer.getEntity()).doesNotContain("RESTEASY", "internal");
    }

    @Test
    void toResponse_methodNotAllowed_listsWhatIsAllowedAndHeadWhereGetIs() {
        assertThat(allowed("PUT, GET")).isEqualTo("GET, HEAD, PUT");
        assertThat(allowed("POST, OPTIONS")).isEqualTo("OPTIONS, POST");
    }

    private String allowed(String allow) {
        Response answer = mapper.toResponse(new NotAllowedException(
                Response.status(405).header(HttpHeaders.ALLOW, allow).build()));
        assertThat(answer.getStatus()).isEqualTo(405);
        return answer.getHeaderString(HttpHeaders.ALLOW);
    }

    @Test
    void toResponse_storeFailureThatServersWrap_isFound() {
        KVException down =
                new KVUnavailableException(KVException.Context.of("persons", "memory", "get", "key"), "down", null);

        Response answer =
                mapper.toResponse(new BadRequestException("RESTEASY003320: Failed processing arguments", down));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
    }

    @Test
    void toResponse_ownProblem_isTold() {
        Response answer = mapper.toResponse(new ProblemException(Invalid.parameter("limit", "must be a number")));

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat((String) answer.getEntity()).contains("{\"parameter\":\"limit\",\"detail\":\"must be a number\"}");
    }

    @Test
    void toResponse_redirection_isNoProblem() {
        assertThat(mapper.toResponse(new RedirectionException(303, URI.create("/person")))
                        .getStatus())
                .isEqualTo(303);
    }
}
