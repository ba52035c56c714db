package dev.kvcdi.sample.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {

    @Test
    void json_plainProblem_hasTheMembersOfRfc9457() {
        assertThat(Problem.of(404, "Nothing \"here\".").json("/kv/a%20b"))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"Nothing \\\"here\\\".\",\"instance\":\"/kv/a%20b\"}");
    }

    @Test
    void json_unknownInstance_isLeftOut() {
        assertThat(Problem.of(404, "Nothing.").json(null)).doesNotContain("instance");
    }

    @Test
    void json_invalidParts_areNamedByTheirPlace() {
        Problem problem = Problem.invalid(List.of(
                Invalid.member("age", "too old"),
                Invalid.parameter("limit", "too large"),
                Invalid.header("If-Match", "no tag")));

        assertThat(problem.json(null))
                .contains("\"type\":\"tag:kvcdi.dev,2026:problem/invalid-request\"", "\"status\":400")
                .endsWith(",\"errors\":[{\"pointer\":\"#/age\",\"detail\":\"too old\"},"
                        + "{\"parameter\":\"limit\",\"detail\":\"too large\"},"
                        + "{\"header\":\"If-Match\",\"detail\":\"no tag\"}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "400,Bad Request",
        "412,Precondition Failed",
        "413,Content Too Large",
        "504,Gateway Timeout",
        "507,Insufficient Storage",
        "599,Error"
    })
    void title_everyStatus_hasOne(int status, String title) {
        assertThat(Problem.of(status, "").title()).isEqualTo(title);
    }
}
