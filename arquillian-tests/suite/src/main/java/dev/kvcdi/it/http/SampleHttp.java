package dev.kvcdi.it.http;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tests of the sample share: its address, and what every answer has. */
interface SampleHttp {

    /** Content types as the tests say them, without a charset that REST Assured adds. */
    RestAssuredConfig AS_GIVEN =
            config().encoderConfig(encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    Pattern NEXT = Pattern.compile("<([^>]+)>; ?rel=\"next\"");

    /** Where the sample runs, with a slash at the end. */
    URI base();

    /** A request to the sample, of JSON unless it says otherwise. */
    default RequestSpecification request() {
        return given().config(AS_GIVEN)
                .baseUri(base().toString())
                .contentType(ContentType.JSON)
                .urlEncodingEnabled(false);
    }

    /** A request of plain text. */
    default RequestSpecification text() {
        return request().contentType("text/plain; charset=UTF-8");
    }

    /** Waits until all stores are open, which happens in the background: a first call waits for that no longer than its timeout. */
    default void awaitStores() {
        await("stores")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        request().get("stores").then().body("state", equalTo(List.of("ready", "ready", "ready"))));
    }

    /** The ids of all pages of a list, by the links from each to the next; a page may have fewer entries than its limit. */
    default List<String> paged(String first) {
        List<String> ids = new ArrayList<>();
        for (String next = base() + first; next != null; ) {
            Response page = request().get(next);
            page.then().statusCode(200).contentType("application/json").header("ETag", matchesPattern("\"[^\"]+\""));
            List<String> onPage = page.jsonPath().getList("id");
            assertThat(onPage).hasSizeLessThanOrEqualTo(Integer.parseInt(first.replaceAll(".*limit=", "")));
            ids.addAll(onPage);
            next = next(page);
        }
        return ids;
    }

    /** The address of the next page, null after the last. */
    static String next(Response page) {
        String link = page.header("Link");
        if (link == null) {
            return null;
        }
        Matcher next = NEXT.matcher(link);
        assertThat(next.find()).as(link).isTrue();
        return next.group(1);
    }

    /** Asserts that an answer is a problem, whole and with nothing of the server's insides. */
    static ValidatableResponse problem(Response answer, int status) {
        return answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .body("status", equalTo(status))
                .body("type", matchesPattern("about:blank|tag:kvcdi\\.dev,2026:problem/[a-z-]+"))
                .body("title", matchesPattern("[A-Z][A-Za-z ]+"))
                .body("detail", matchesPattern("(?s)(?!.*(Exception|RESTEASY|SRVE|\\bat dev\\.)).+"))
                .body("instance", matchesPattern("/.*"));
    }

    /** Asserts that a problem names exactly one part of the request. */
    static ValidatableResponse invalid(Response answer, String place, String name) {
        return problem(answer, 400).body("errors.size()", equalTo(1)).body("errors[0]." + place, equalTo(name));
    }

    /** An id or key that no other test uses. */
    static String fresh() {
        return "t" + UUID.randomUUID();
    }
}
