package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static dev.kvcdi.it.http.SampleHttp.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.kvcdi.it.http.Raw.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that would fill the server's memory, its stack or its time. */
interface LimitsHttp extends SampleHttp {

    int LARGEST_VALUE = 380_000;

    @Test
    default void limit_largestValue_isTaken() {
        String path = "kv/" + fresh();
        String value = "v".repeat(LARGEST_VALUE);

        text().body(value).put(path).then().statusCode(201);
        text().get(path).then().statusCode(200).body(equalTo(value));
        problem(text().body(value + "v").put(path), 413);
        text().get(path).then().body(equalTo(value));
    }

    @Test
    default void limit_bodyOverAMegabyte_is413() {
        problem(text().body("v".repeat(2_000_000)).put("kv/" + fresh()), 413)
                .body("title", equalTo("Content Too Large"));
        problem(request().body("{\"name\":\"" + "v".repeat(2_000_000) + "\"}").post("person"), 413);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_048_577, 3_000_000_000L, 10_737_418_240L, Long.MAX_VALUE})
    default void limit_lengthOfGigabytes_isRefusedBeforeItIsSent(long length) {
        String path = "kv/" + fresh();

        Answer answer = Raw.send(base(), "PUT", path, "Content-Type: text/plain", "Content-Length: " + length);
        Answer json = Raw.send(base(), "POST", "user", "Content-Type: application/json", "Content-Length: " + length);

        problem(text().get(path), 404);
        if (Unasked.isForBodyOf(length)) {
            assertThat(answer.status()).isEqualTo(400);
            Unasked.assertServersOwn(answer);
            assertThat(json.status()).isEqualTo(400);
        } else {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.head()).contains("application/problem+json");
            assertThat(json.status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/xml"})
    default void limit_endlessChunks_areRefusedOnTheWay(String type) {
        byte[] chunk = ("10000\r\n" + "v".repeat(65_536) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        boolean json = type.equals("application/json");

        Answer answer = Raw.sendEndless(
                base(),
                json ? "POST" : "PUT",
                json ? "person" : "kv/" + fresh(),
                out -> out.write(chunk),
                "Content-Type: " + type,
                "Transfer-Encoding: chunked");

        assertThat(answer.status()).isEqualTo(type.equals("application/xml") ? 415 : 413);
        assertThat(answer.head()).contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|[|''", "''|{\"a\":|''", "{\"name\":\"A\",\"a\":|[|''", "{\"name\":|[|]"})
    default void limit_hundredThousandLevelsOfJson_areRefused(String start, String level, String end) {
        String body = start + level.repeat(100_000) + end.repeat(100_000);

        problem(request().body(body).post("person"), 400).body("detail", containsString("nested deeper"));
        problem(request().body(body).post("user"), 400);
    }
}
