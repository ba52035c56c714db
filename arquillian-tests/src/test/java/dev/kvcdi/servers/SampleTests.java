package dev.kvcdi.servers;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample's answers as a client sees them on a real server; the same for every driver. */
abstract class SampleTests {

    private static final String PROBLEM = "application/problem+json";

    @ArquillianResource
    private URI sample;

    private RequestSpecification json = given();

    /** The packaged sample. */
    static WebArchive sample(String name) {
        File war = new File(System.getProperty("deployed.jars"), "kv-jaxrs-sample.war");
        return ShrinkWrap.create(WebArchive.class, name).merge(ShrinkWrap.createFromZipFile(WebArchive.class, war));
    }

    @BeforeEach
    void address() {
        json = new RequestSpecBuilder()
                .setBaseUri(sample)
                .setContentType("application/json")
                .build();
    }

    @Test
    void start_page_linksToEverything() {
        given(json).get("").then().statusCode(200).contentType("text/html").body(containsString("kv/greeting"));
    }

    @Test
    void user_createdReadReplacedDeleted_followsItsEntityTag() {
        Response created = given(json).body(ann()).post("user");
        created.then().statusCode(201).body("name", equalTo("Ann"));
        String user = created.header("Location");
        String tag = created.header("ETag");

        given(json).get(user).then().statusCode(200).header("ETag", tag).body("email", equalTo("ann@example.org"));
        given(json).header("If-None-Match", tag).get(user).then().statusCode(304);
        String newTag = given(json)
                .header("If-Match", tag)
                .body(Map.of("name", "Anna", "email", "ann@example.org"))
                .put(user)
                .then()
                .statusCode(200)
                .body("name", equalTo("Anna"))
                .extract()
                .header("ETag");
        given(json)
                .header("If-Match", tag)
                .body(ann())
                .put(user)
                .then()
                .statusCode(412)
                .contentType(PROBLEM);
        given(json).header("If-Match", newTag).delete(user).then().statusCode(204);
        given(json).get(user).then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void person_putWithoutPrecondition_isCreatedAndReplaced() {
        given(json)
                .body(Map.of("name", "Bob", "age", 40))
                .put("person/bob")
                .then()
                .statusCode(201);
        given(json)
                .body(Map.of("name", "Bob", "age", 41))
                .put("person/bob")
                .then()
                .statusCode(200);
        given(json).get("person/bob").then().statusCode(200).body("age", equalTo(41));
    }

    @Test
    void users_pageByPage_areAllThere() {
        Set<String> created = new HashSet<>();
        for (int user = 0; user < 5; user++) {
            created.add(given(json).body(ann()).post("user").jsonPath().getString("id"));
        }

        Set<String> listed = new HashSet<>();
        URI next = sample.resolve("user?limit=2");
        while (next != null) {
            Response page = given(json).urlEncodingEnabled(false).get(next);
            page.then().statusCode(200);
            listed.addAll(page.jsonPath().getList("id", String.class));
            String link = page.header("Link");
            next = link == null ? null : next.resolve(link.substring(link.indexOf('<') + 1, link.indexOf('>')));
        }
        assertThat(listed).containsAll(created);
    }

    @Test
    void user_invalid_hasEachFieldNamed() {
        given(json)
                .body(Map.of("name", " ", "email", "nobody"))
                .post("user")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("errors.pointer", hasItems("#/name", "#/email"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "a b", "späte Grüße", "😀", "a..b", "*", ">", "50%", "q?x=1&y"})
    void text_ofAnyKeyInThePath_isKept(String key) {
        keepsText("kv/{key}", key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "a/b", "/", "..", "a;b", "späte Grüße", "😀", "50%", "x=1&y", "\\"})
    void text_ofAnyKeyInTheQuery_isKept(String key) {
        keepsText("kv?key={key}", key);
    }

    @Test
    void text_ofAKeyWithSlashes_isKept() {
        keepsText("kv/a/b/c", null);
    }

    private void keepsText(String path, @Nullable String key) {
        Object[] keys = key == null ? new Object[0] : new Object[] {key};
        RequestSpecification text = new RequestSpecBuilder()
                .setBaseUri(sample)
                .setContentType("text/plain; charset=UTF-8")
                .build();
        given(text).body("Grüß Gott 😀").put(path, keys).then().statusCode(201);
        given(text)
                .get(path, keys)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .body(equalTo("Grüß Gott 😀"));
        given(text).delete(path, keys).then().statusCode(204);
        given(text).get(path, keys).then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void path_unknown_isAProblem() {
        given(json)
                .get("nowhere/to/be/found")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("status", equalTo(404));
    }

    @Test
    void method_unknown_isAProblem() {
        given(json).patch("user/1").then().statusCode(405).contentType(PROBLEM).header("Allow", containsString("PUT"));
    }

    @Test
    void type_unknown_isAProblem() {
        given(json)
                .contentType("application/xml")
                .body("<user/>")
                .post("user")
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "\"text\"", "{\"name\": }", "\u0000"})
    void json_malformed_isAProblem(String body) {
        given(json).body(body).post("user").then().statusCode(400).contentType(PROBLEM);
    }

    @Test
    void json_ofAHundredThousandLevels_isAProblem() {
        String deep = "{\"name\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        given(json).body(deep).post("user").then().statusCode(400).contentType(PROBLEM);
    }

    @Test
    void body_announcedWithGigabytes_isRefusedBeforeItIsSent() throws IOException {
        assertThat(RawHttp.post(sample.resolve("user"), "Content-Length: 10000000000", 0))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void body_thatNeverEnds_isRefusedEarly() throws IOException {
        assertThat(RawHttp.post(sample.resolve("user"), "Transfer-Encoding: chunked", 1_000))
                .startsWith("HTTP/1.1 413");
    }

    private static Map<String, String> ann() {
        return Map.of("name", "Ann", "email", "ann@example.org");
    }
}
