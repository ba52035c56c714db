package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static dev.kvcdi.it.http.SampleHttp.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of requests that fail, by the application and by the server alike; and what else an address answers. */
interface ProblemHttp extends SampleHttp {

    @Test
    default void page_atTheRoot_isServedWithAllItsFiles() {
        request()
                .accept("text/html,*/*;q=0.8")
                .get("")
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/html"))
                .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self'; "))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .body(containsString("curl -i " + base() + "person"))
                .body(containsString("href=\"person\""))
                .body(containsString("href=\"kv/greeting\""));
        request().get("style.css").then().statusCode(200).header("Content-Type", startsWith("text/css"));
        request().get("icon.svg").then().statusCode(200).header("Content-Type", startsWith("image/svg+xml"));
        request().get("js/main.js").then().statusCode(200).header("Content-Type", startsWith("text/javascript"));
        problem(request().get("js/nope.js"), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nope",
                "person/1/2",
                "kvx",
                "users",
                "index.html",
                "WEB-INF/web.xml",
                "META-INF/MANIFEST.MF",
                "problem",
                "a/b/c",
                "%C3%A9"
            })
    default void problem_unknownAddress_is404(String path) {
        if (Unasked.isFor(path)) {
            for (String method : List.of("GET", "POST")) {
                Raw.Answer answer = Raw.send(base(), method, path);
                assertThat(answer.status()).isEqualTo(404);
                Unasked.assertServersOwn(answer);
            }
            return;
        }
        problem(request().accept("text/html").get(path), 404).body("instance", equalTo(base().getPath() + path));
        problem(request().body("{}").post(path), 404);
    }

    @Test
    default void problem_methodNotAllowed_is405WithAllow() {
        assertThat(allow(problem(request().body("{}").put("person"), 405)
                        .extract()
                        .response()))
                .contains("GET", "POST")
                .doesNotContain("PUT");
        assertThat(allow(problem(request().body("{}").post("person/x"), 405)
                        .extract()
                        .response()))
                .contains("GET", "PUT", "DELETE")
                .doesNotContain("POST");
        assertThat(allow(problem(request().body("{}").patch("user/x"), 405)
                        .extract()
                        .response()))
                .contains("PUT");
        problem(text().body("x").post("kv/x"), 405);
    }

    @Test
    default void options_anyResource_tellsTheMethods() {
        Response answer = request().options("person/x");

        assertThat(answer.statusCode()).isIn(200, 204);
        assertThat(allow(answer)).contains("GET", "HEAD", "PUT", "DELETE", "OPTIONS");
    }

    @Test
    default void head_anyResource_hasTheHeadersOfGet() {
        String path = "kv/" + fresh();
        text().body("hello").put(path).then().statusCode(201);

        text().head(path)
                .then()
                .statusCode(200)
                .header("ETag", text().get(path).header("ETag"))
                .body(equalTo(""));
        assertThat(text().head("kv/" + fresh()).statusCode()).isEqualTo(404);
    }

    @Test
    default void problem_otherMediaType_is415Or406() {
        problem(request().contentType("application/xml").body("<a/>").post("person"), 415);
        problem(request().contentType("application/xml").body("<a/>").post("user"), 415);
        problem(request().contentType("text/plain").body("x").post("person"), 415);
        problem(request().contentType("application/json").body("\"x\"").put("kv/x"), 415);
        problem(
                request()
                        .contentType("application/x-www-form-urlencoded")
                        .body("a=b")
                        .put("kv/x"),
                415);
        problem(request().accept("application/xml").get("person"), 406);
        assertThat(Raw.send(base(), "PUT", "kv/x", "Content-Type: nonsense", "Content-Length: 0")
                        .status())
                .isIn(400, 415);
    }

    /** As generated clients do, which find nothing but problems among the bodies of a deletion. */
    @Test
    default void delete_whereOnlyProblemsAreAccepted_isDone() {
        String key = fresh();
        for (String path : List.of("person/" + key, "user/" + key, "kv/" + key, "kv?key=" + key)) {
            request().accept("application/problem+json").delete(path).then().statusCode(204);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"name\"",
                "{'name':'A'}",
                "nul",
                "[]",
                "null",
                "3",
                "\"x\"",
                "{\"name\": }",
                "{} {}",
                "{\"name\":\"A\"} x",
                "{\"name\":\"A\",\"other\":1e9999999999}",
                "\u0000"
            })
    default void problem_malformedJson_is400(String body) {
        problem(request().body(body).post("person"), 400);
        problem(request().body(body).post("user"), 400);
        problem(request().body(body).put("user/" + fresh()), 400);
    }

    @Test
    default void problem_jsonThatIsNoUtf8_is400() {
        problem(
                request()
                        .body(new byte[] {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, '"', '}'})
                        .post("person"),
                400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kv?key=%zz", "kv?key=%", "person?limit=%zz", "person/x?y=%zz", "nope?%"})
    default void problem_malformedQuery_is400(String target) {
        Raw.Answer answer = Raw.send(base(), "GET", target);

        assertThat(answer.status()).isEqualTo(400);
        if (Unasked.isFor(target)) {
            Unasked.assertServersOwn(answer);
        } else {
            assertThat(answer.head()).contains("application/problem+json");
        }
    }

    /** Servers differ in what they refuse on their own; none lets the key become another one. */
    @ParameterizedTest
    @ValueSource(strings = {"kv/a%2Fb", "kv/a%5Cb", "kv/%2e%2e/person", "kv/a%23b", "kv/a|b"})
    default void problem_addressThatTheServerRefuses_isAProblemToo(String target) {
        Raw.Answer answer = Raw.send(base(), "GET", target);

        assertThat(answer.status()).isIn(400, 404);
        if (Unasked.isFor(target)) {
            Unasked.assertServersOwn(answer);
            return;
        }
        assertThat(answer.head()).contains("application/problem+json", "nosniff");
        assertThat(answer.body()).contains("\"status\":" + answer.status()).doesNotContain("Exception", "java");
    }

    private static List<String> allow(Response answer) {
        return Arrays.asList(answer.header("Allow").split(",\\s*"));
    }
}
