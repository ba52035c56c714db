package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static dev.kvcdi.it.http.SampleHttp.invalid;
import static dev.kvcdi.it.http.SampleHttp.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Persons: made, read, replaced, deleted and listed. */
interface PersonHttp extends SampleHttp {

    @Test
    default void person_posted_isReadWhereLocationSays() {
        Response made = request()
                .body("{\"name\":\"Ada\",\"age\":36,\"email\":\"ada@example.com\"}")
                .post("person");

        made.then()
                .statusCode(201)
                .header("ETag", matchesPattern("\"[^\"]+\""))
                .header("Content-Location", equalTo(made.header("Location")))
                .body("id", matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
        assertThat(made.header("Location")).isEqualTo(base() + "person/" + made.path("id"));
        request()
                .get(made.header("Location"))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("ETag", made.header("ETag"))
                .header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .body("id", equalTo(made.path("id")))
                .body("name", equalTo("Ada"))
                .body("age", equalTo(36))
                .body("email", equalTo("ada@example.com"))
                .body("size()", equalTo(4));
    }

    @Test
    default void person_postedWithAnId_getsTheServersOwn() {
        request()
                .body("{\"id\":\"mine\",\"name\":\"Ada\"}")
                .post("person")
                .then()
                .statusCode(201)
                .body("id", matchesPattern("[0-9a-f-]{36}"))
                .body("age", nullValue())
                .body("email", nullValue());
    }

    @Test
    default void person_put_isMadeThenReplaced() {
        String path = "person/" + fresh();

        Response made = request().body("{\"name\":\"Ada\",\"age\":36}").put(path);
        made.then().statusCode(201).header("Location", base() + path);
        Response replaced =
                request().body("{\"id\":\"other\",\"name\":\"Ada L.\"}").put(path);

        replaced.then().statusCode(200).body("name", equalTo("Ada L.")).body("age", nullValue());
        assertThat(replaced.header("ETag")).isNotEqualTo(made.header("ETag"));
        request().get(path).then().body("id", equalTo(path.substring(7))).header("ETag", replaced.header("ETag"));
    }

    @Test
    default void person_deleted_isGoneForGood() {
        String path = "person/" + fresh();
        request().body("{\"name\":\"Ada\"}").put(path).then().statusCode(201);

        request().delete(path).then().statusCode(204).body(equalTo(""));
        request().delete(path).then().statusCode(204);

        problem(request().get(path), 404).body("instance", endsWith(path));
    }

    @Test
    default void person_anyId_isPossible() {
        for (String id : List.of("%C3%A9", "a%20b", "a.b", "%F0%9F%98%80", "a'b", "a+b", "-")) {
            String path = "person/" + fresh() + id;
            Response made = request().body("{\"name\":\"Ada\"}").put(path);
            made.then().statusCode(201).header("Location", base() + path);
            request().get(path).then().statusCode(200).body("id", equalTo(made.path("id")));
        }
        problem(request().body("{\"name\":\"Ada\"}").put("person/" + "i".repeat(1_025)), 400);
    }

    @Test
    default void person_invalidMembers_areAllNamed() {
        problem(
                        request()
                                .body("{\"name\":\" \",\"age\":151,\"email\":\"nope\"}")
                                .post("person"),
                        400)
                .body("type", endsWith("/invalid-request"))
                .body("errors.pointer", containsInAnyOrder("#/name", "#/age", "#/email"))
                .body("errors.detail.findAll { it }.size()", equalTo(3));
        problem(request().body("{\"name\":3,\"age\":\"3\",\"email\":[]}").put("person/" + fresh()), 400)
                .body("errors.pointer", containsInAnyOrder("#/name", "#/age", "#/email"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|#/name",
                "{\"name\":null}|#/name",
                "{\"name\":\"\"}|#/name",
                "{\"name\":\"\\ud83d\"}|#/name",
                "{\"name\":\"A\",\"age\":-1}|#/age",
                "{\"name\":\"A\",\"age\":3.5}|#/age",
                "{\"name\":\"A\",\"age\":1e400}|#/age",
                "{\"name\":\"A\",\"age\":99999999999}|#/age",
                "{\"name\":\"A\",\"email\":\"a b@c\"}|#/email",
                "{\"name\":\"A\",\"email\":\"\"}|#/email"
            })
    default void person_invalidMember_isNamed(String body, String pointer) {
        invalid(request().body(body).post("person"), "pointer", pointer);
    }

    @Test
    default void person_longestName_isTaken() {
        request()
                .body("{\"name\":\"" + "n".repeat(100) + "\"}")
                .post("person")
                .then()
                .statusCode(201);
        invalid(request().body("{\"name\":\"" + "n".repeat(101) + "\"}").post("person"), "pointer", "#/name");
    }

    @Test
    default void persons_pagedByLinks_areEachThereOnce() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            made.add(request()
                    .body("{\"name\":\"Page " + i + "\"}")
                    .post("person")
                    .path("id"));
        }

        assertThat(paged("person?limit=10")).containsAll(made).doesNotHaveDuplicates();
    }

    @Test
    default void persons_sameListAgain_is304UntilSomethingChanges() {
        String path = "person/" + fresh();
        request().body("{\"name\":\"Ada\"}").put(path).then().statusCode(201);
        String tag = request().get("person?limit=100").header("ETag");

        request()
                .header("If-None-Match", tag)
                .get("person?limit=100")
                .then()
                .statusCode(304)
                .header("ETag", tag);
        request().body("{\"name\":\"Eve\"}").put(path).then().statusCode(200);
        String changed = request().get("person?limit=100").header("ETag");

        assertThat(changed).isNotEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "x", "", "1.5", "99999999999"})
    default void persons_limitOutOfRange_isNamed(String limit) {
        invalid(request().get("person?limit=" + limit), "parameter", "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "..%2F..", "%00"})
    default void persons_forgedCursor_isNamed(String cursor) {
        invalid(request().get("person?cursor=" + cursor), "parameter", "cursor");
    }
}
