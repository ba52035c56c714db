package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static dev.kvcdi.it.http.SampleHttp.invalid;
import static dev.kvcdi.it.http.SampleHttp.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.response.Response;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of keys, with the tags that a client needs to change their entries. */
interface KeysHttp extends SampleHttp {

    @Test
    default void keys_ofAPrefix_haveTheTagOfTheEntryAndNoValue() {
        String prefix = fresh();
        Response made = text().body("secret").put("kv/" + prefix + "/a");

        Response listed = request().get("keys?prefix=" + prefix + "/");

        listed.then()
                .statusCode(200)
                .contentType("application/json")
                .header("ETag", matchesPattern("\"[^\"]+\""))
                .body("size()", equalTo(1))
                .body("[0].size()", equalTo(2))
                .body("[0].key", equalTo(prefix + "/a"))
                .body("[0].etag", equalTo(made.header("ETag")));
        request()
                .header("If-None-Match", listed.header("ETag"))
                .get("keys?prefix=" + prefix + "/")
                .then()
                .statusCode(304);
    }

    @Test
    default void keys_pagedByLinks_areEachThereOnce() {
        String prefix = fresh() + "&=+%/\u00e9 ";
        List<String> made = IntStream.range(0, 7).mapToObj(i -> prefix + i).toList();
        made.forEach(
                key -> text().body("value").put("kv?key=" + encoded(key)).then().statusCode(201));

        List<String> seen = new ArrayList<>();
        for (String next = base() + "keys?prefix=" + encoded(prefix) + "&limit=3"; next != null; ) {
            Response page = request().get(next);
            page.then().statusCode(200);
            List<String> keys = page.jsonPath().getList("key");
            assertThat(keys).hasSizeLessThanOrEqualTo(3);
            seen.addAll(keys);
            next = SampleHttp.next(page);
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    default void keys_ofAnotherStore_areThose() {
        String id = fresh();
        String tag = request().body("{\"name\":\"Ada\"}").put("person/" + id).header("ETag");

        request()
                .get("keys?store=persons&prefix=" + id)
                .then()
                .statusCode(200)
                .body("key", equalTo(List.of(id)))
                .body("etag", hasItem(tag));
        request().get("keys?prefix=" + id).then().statusCode(200).body("size()", equalTo(0));
        invalid(request().get("keys?store=nope"), "parameter", "store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C0%AF", "%ED%A0%80"})
    default void keys_prefixThatIsNoUtf8_isNamed(String prefix) {
        invalid(request().get("keys?prefix=" + prefix), "parameter", "prefix");
    }

    @Test
    default void keys_otherWrongParameters_areRefused() {
        problem(request().get("keys?prefix=" + "k".repeat(1_025)), 400);
        invalid(request().get("keys?limit=0"), "parameter", "limit");
        invalid(request().get("keys?cursor=forged"), "parameter", "cursor");
        problem(request().body("{}").post("keys"), 405);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
