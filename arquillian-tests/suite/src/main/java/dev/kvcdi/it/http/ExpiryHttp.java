package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static dev.kvcdi.it.http.SampleHttp.invalid;
import static dev.kvcdi.it.http.SampleHttp.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that expire: {@code ?ttl=} and what is told of it. */
interface ExpiryHttp extends SampleHttp {

    @Test
    default void expiry_withTtl_isToldByTheSunset() {
        String path = "kv/" + fresh();
        Instant before = Instant.now();

        Response made = text().body("value").put(path + "?ttl=3600");

        made.then().statusCode(201).header("Location", base() + path).header("Content-Location", base() + path);
        Response read = text().get(path);
        for (Response answer : List.of(made, read, text().head(path))) {
            assertThat(sunset(answer))
                    .isBetween(before.plusSeconds(3_600 - 5), Instant.now().plusSeconds(3_600 + 5));
        }
        Instant told =
                Instant.parse(request().get("keys?prefix=" + path.substring(3)).path("[0].expires_at"));
        assertThat(sunset(read)).isBetween(told, told.plusSeconds(1));
    }

    @Test
    default void expiry_withoutTtl_isNone() {
        String path = "kv/" + fresh();
        text().body("value").put(path + "?ttl=3600").then().statusCode(201);

        text().body("value").put(path).then().statusCode(200).header("Sunset", nullValue());

        text().get(path).then().statusCode(200).header("Sunset", nullValue());
        request().get("keys?prefix=" + path.substring(3)).then().body("[0].expires_at", nullValue());
    }

    @Test
    default void expiry_ofRecords_isToldToo() {
        for (String path : List.of("person", "user")) {
            String body = "{\"name\":\"Ada\",\"email\":\"ada@example.com\"}";
            Response made = request().body(body).post(path + "?ttl=600");

            made.then().statusCode(201).header("Sunset", endsWith(" GMT"));
            request().get(made.header("Location")).then().statusCode(200).header("Sunset", endsWith(" GMT"));
            request()
                    .body(body)
                    .put(made.header("Location") + "?ttl=60")
                    .then()
                    .statusCode(200)
                    .header("Sunset", endsWith(" GMT"));
        }
    }

    @Test
    default void expiry_afterItsTime_theEntryIsGone() {
        String path = "kv/" + fresh();
        text().body("value").put(path + "?ttl=1").then().statusCode(201);

        await().atMost(Duration.ofMinutes(1)).until(() -> text().get(path).statusCode() == 404);

        request().get("keys?prefix=" + path.substring(3)).then().body("size()", equalTo(0));
        text().header("If-None-Match", "*").body("again").put(path).then().statusCode(201);
    }

    @Test
    default void expiry_longest_isTaken() {
        text().body("value").put("kv/" + fresh() + "?ttl=3153600000").then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "x", "%2B1", "3153600001", "99999999999999999999", "%FF", "1&ttl=2"})
    default void expiry_ttlThatIsNone_isNamedAndWritesNothing(String ttl) {
        String path = "kv/" + fresh();

        invalid(text().body("lost").put(path + "?ttl=" + ttl), "parameter", "ttl");
        invalid(request().body("{\"name\":\"Ada\"}").post("person?ttl=" + ttl), "parameter", "ttl");

        problem(text().get(path), 404);
    }

    private static Instant sunset(Response answer) {
        return ZonedDateTime.parse(answer.header("Sunset"), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }
}
