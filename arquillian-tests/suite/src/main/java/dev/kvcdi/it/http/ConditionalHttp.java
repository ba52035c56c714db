package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static dev.kvcdi.it.http.SampleHttp.invalid;
import static dev.kvcdi.it.http.SampleHttp.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests under preconditions: {@code If-Match} and {@code If-None-Match} as RFC 9110 has them. */
interface ConditionalHttp extends SampleHttp {

    @Test
    default void conditional_tagThatTheClientHas_is304() {
        String path = write("old");
        String tag = tag(path);

        for (String header : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
            text().header("If-None-Match", header)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", tag)
                    .body(equalTo(""));
            text().header("If-None-Match", header)
                    .head(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", tag);
        }
        text().header("If-None-Match", "\"x\"").get(path).then().statusCode(200).body(equalTo("old"));
        text().header("If-Match", tag).get(path).then().statusCode(200);
        problem(text().header("If-Match", "\"x\"").get(path), 412);
    }

    @Test
    default void conditional_putByTwoWhoReadTheSame_onlyTheFirstWins() {
        String path = write("old");
        String tag = tag(path);

        text().header("If-Match", tag).body("first").put(path).then().statusCode(200);

        problem(text().header("If-Match", tag).body("second").put(path), 412);
        text().get(path).then().body(equalTo("first"));
    }

    @Test
    default void conditional_post_isRefusedUnlessTheListIsEnough() {
        String person = "{\"name\":\"Ada\"}";

        problem(json(person).header("If-Match", "\"x\"").post("person"), 412);
        problem(json(person).header("If-None-Match", "*").post("person"), 412);
        problem(json(person).header("If-Match", "x").post("person"), 400);
        json(person).header("If-Match", "*").post("person").then().statusCode(201);
    }

    private RequestSpecification json(String body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    @Test
    default void conditional_putUnderOtherHeaders_followsThem() {
        String path = write("old");
        String tag = tag(path);

        problem(text().header("If-Match", "W/" + tag).body("lost").put(path), 412);
        problem(text().header("If-None-Match", "*").body("lost").put(path), 412);
        problem(text().header("If-None-Match", tag).body("lost").put(path), 412);
        text().header("If-Match", "\"x\", " + tag)
                .body("listed")
                .put(path)
                .then()
                .statusCode(200);
        text().header("If-Match", "*").body("any").put(path).then().statusCode(200);
        text().header("If-None-Match", tag).body("other").put(path).then().statusCode(200);
        text().get(path).then().body(equalTo("other"));
    }

    @Test
    default void conditional_putWhereNothingIs_needsNone() {
        String path = "kv/" + fresh();

        problem(text().header("If-Match", "*").body("lost").put(path), 412);
        problem(text().header("If-Match", "\"x\"").body("lost").put(path), 412);
        problem(text().header("If-Match", "*").get(path), 404);
        text().header("If-None-Match", "*").body("new").put(path).then().statusCode(201);
        text().get(path).then().body(equalTo("new"));
    }

    @Test
    default void conditional_delete_followsTheHeader() {
        String path = write("old");
        String stale = tag(path);
        text().body("new").put(path).then().statusCode(200);

        problem(text().header("If-Match", stale).delete(path), 412);
        text().get(path).then().body(equalTo("new"));
        text().header("If-Match", tag(path)).delete(path).then().statusCode(204);
        problem(text().header("If-Match", "*").delete(path), 412);
    }

    @Test
    default void conditional_deletedAndMadeAgain_hasAnotherTag() {
        String path = write("same");
        String tag = tag(path);

        text().delete(path).then().statusCode(204);
        text().body("same").put(path).then().statusCode(201);

        assertThat(tag(path)).isNotEqualTo(tag);
        problem(text().header("If-Match", tag).body("lost").put(path), 412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"x", "*, \"x\"", "W/x"})
    default void conditional_malformedHeader_isNamed(String header) {
        String path = write("old");

        invalid(text().header("If-Match", header).body("lost").put(path), "header", "If-Match");
        invalid(text().header("If-None-Match", header).get(path), "header", "If-None-Match");
        text().get(path).then().body(equalTo("old"));
    }

    @Test
    default void conditional_incrementsByMany_areNeverLost() throws Exception {
        String path = write("0");
        int writers = 4;
        int increments = 10;

        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            Callable<Integer> writer = () -> {
                for (int done = 0; done < increments; ) {
                    var read = text().get(path);
                    int next = Integer.parseInt(read.asString()) + 1;
                    int status = text().header("If-Match", read.header("ETag"))
                            .body(Integer.toString(next))
                            .put(path)
                            .statusCode();
                    assertThat(status).isIn(200, 412);
                    done += status == 200 ? 1 : 0;
                }
                return increments;
            };
            for (Future<Integer> end : pool.invokeAll(
                    IntStream.range(0, writers).mapToObj(i -> writer).toList())) {
                assertThat(end.get()).isEqualTo(increments);
            }
        } finally {
            pool.shutdownNow();
        }

        text().get(path).then().body(equalTo(Integer.toString(writers * increments)));
    }

    private String write(String value) {
        String path = "kv/" + fresh();
        text().body(value).put(path).then().statusCode(201);
        return path;
    }

    private String tag(String path) {
        return text().get(path).header("ETag");
    }
}
