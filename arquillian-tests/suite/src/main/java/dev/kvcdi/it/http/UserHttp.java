package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static dev.kvcdi.it.http.SampleHttp.invalid;
import static dev.kvcdi.it.http.SampleHttp.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Users: as persons, with a time of creation that only the server sets. */
interface UserHttp extends SampleHttp {

    String ADA = "{\"name\":\"Ada\",\"email\":\"ada@example.com\"}";

    @Test
    default void user_posted_hasTheTimeOfCreation() {
        Instant before = Instant.now();
        Response made = request().body(ADA).post("user");

        made.then()
                .statusCode(201)
                .header("Location", base() + "user/" + made.path("id"))
                .body("created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                .body("size()", equalTo(4));
        assertThat(Instant.parse(made.path("created_at")))
                .isBetween(before.minus(Duration.ofSeconds(1)), Instant.now());
    }

    @Test
    default void user_postedWithIdAndTime_getsTheServersOwn() {
        Response made = request()
                .body(
                        "{\"id\":\"mine\",\"created_at\":\"1999-01-01T00:00:00Z\",\"name\":\"Ada\",\"email\":\"ada@example.com\"}")
                .post("user");

        made.then().statusCode(201);
        assertThat(made.<String>path("id")).isNotEqualTo("mine");
        assertThat(made.<String>path("created_at")).doesNotStartWith("1999");
    }

    @Test
    default void user_replaced_keepsIdAndTime() {
        Response made = request().body(ADA).post("user");
        String path = made.header("Location");

        request()
                .body("{\"created_at\":\"1999-01-01T00:00:00Z\",\"name\":\"Ada L.\",\"email\":\"al@example.com\"}")
                .put(path)
                .then()
                .statusCode(200)
                .body("id", equalTo(made.path("id")))
                .body("name", equalTo("Ada L."))
                .body("created_at", equalTo(made.path("created_at")));

        request()
                .get(path)
                .then()
                .body("email", equalTo("al@example.com"))
                .body("created_at", equalTo(made.path("created_at")));
    }

    @Test
    default void user_putUnderNewId_isMadeAndDeleted() {
        String path = "user/" + fresh();

        request().body(ADA).put(path).then().statusCode(201).header("Location", base() + path);
        request().get("user?limit=100").then().statusCode(200).body("id", hasItem(path.substring(5)));
        request().delete(path).then().statusCode(204);

        problem(request().get(path), 404);
    }

    @Test
    default void user_missingMembers_areNamed() {
        problem(request().body("{}").post("user"), 400).body("errors.pointer", containsInAnyOrder("#/name", "#/email"));
        invalid(request().body("{\"name\":\"Ada\",\"email\":\"nope\"}").post("user"), "pointer", "#/email");
    }

    @Test
    default void user_changedUnderItsTag_losesToWhoWasFaster() {
        Response made = request().body(ADA).post("user");
        String path = made.header("Location");
        String tag = made.header("ETag");

        request().get(path).then().statusCode(200).header("ETag", tag);
        request().header("If-None-Match", tag).get(path).then().statusCode(304);
        String newer = request()
                .header("If-Match", tag)
                .body("{\"name\":\"Ada L.\",\"email\":\"ada@example.com\"}")
                .put(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("Ada L."))
                .extract()
                .header("ETag");
        problem(request().header("If-Match", tag).body(ADA).put(path), 412);
        problem(request().header("If-Match", tag).delete(path), 412);
        request().header("If-Match", newer).delete(path).then().statusCode(204);

        problem(request().get(path), 404);
    }

    @Test
    default void users_pagedByLinks_areEachThereOnce() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            made.add(request().body(ADA).post("user").path("id"));
        }

        assertThat(paged("user?limit=2")).containsAll(made).doesNotHaveDuplicates();
    }

    @Test
    default void stores_ofDifferentNames_shareNoKeys() {
        String id = fresh();
        request().body(ADA).put("user/" + id).then().statusCode(201);

        problem(request().get("person/" + id), 404);
        problem(text().get("kv/" + id), 404);
    }
}
