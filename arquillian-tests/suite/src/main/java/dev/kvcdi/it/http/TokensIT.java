package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static dev.kvcdi.it.http.SampleHttp.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample where it asks for tokens: who gets in, and what they see of each other. Its other tests run with a token as well. */
@ArquillianTest
class TokensIT implements PersonHttp, UserHttp, ConditionalHttp, DescriptionHttp {

    private static final String ADA = "{\"name\":\"Ada\",\"email\":\"ada@example.com\"}";

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive sample() {
        return Tokens.sample("tokens.war");
    }

    @Override
    public URI base() {
        return base;
    }

    @Override
    public boolean asksForTokens() {
        return true;
    }

    /** An administrator's. */
    @Override
    public RequestSpecification request() {
        return by(Tokens.of("root", "admin"));
    }

    private RequestSpecification by(String token) {
        return anonymous().header("Authorization", "Bearer " + token);
    }

    private RequestSpecification anonymous() {
        return UserHttp.super.request();
    }

    @ParameterizedTest
    @ValueSource(strings = {"person", "person/1", "user", "user/1", "kv/key", "kv?key=key", "keys", "stores", "events"})
    void token_none_isAskedFor(String path) {
        problem(anonymous().get(path), 401).header("WWW-Authenticate", startsWith("Bearer"));
    }

    @Test
    void token_noneForWriting_changesNothing() {
        String id = fresh();

        problem(anonymous().body(ADA).post("person"), 401);
        problem(anonymous().body(ADA).put("person/" + id), 401);
        problem(anonymous().body(ADA).put("user/" + id), 401);
        problem(anonymous().contentType("text/plain").body("x").put("kv/" + id), 401);
        problem(anonymous().delete("kv/" + id), 401);

        problem(request().get("person/" + id), 404);
        problem(request().get("kv/" + id), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "style.css", "icon.svg", "js/main.js"})
    void page_withoutToken_isShown(String path) {
        anonymous().get(path).then().statusCode(200);
    }

    @Test
    void page_ofAnApplicationThatAsksForTokens_knowsIt() {
        assertThat(anonymous().get("").asString()).contains("data-protection=\"on\"");
    }

    @TestFactory
    Stream<DynamicTest> token_thatIsNotGood_isRefused() {
        record Bad(String name, String header) {}
        return Stream.of(
                        new Bad("expired", "Bearer " + Tokens.expired()),
                        new Bad("of another issuer", "Bearer " + Tokens.ofOtherIssuer()),
                        new Bad("for another audience", "Bearer " + Tokens.forOtherAudience()),
                        new Bad("by another key", "Bearer " + Tokens.byOtherKey()),
                        new Bad("alg none", "Bearer " + Tokens.unsigned()),
                        new Bad("public key as a secret", "Bearer " + Tokens.byPublicKeyAsSecret()),
                        new Bad("forged", "Bearer " + Tokens.forged()),
                        new Bad("without subject", "Bearer " + Tokens.withoutSubject()),
                        new Bad("garbage", "Bearer garbage"),
                        new Bad("empty", "Bearer "),
                        new Bad("another scheme", "Basic YWxpY2U6c2VjcmV0"))
                .map(bad -> DynamicTest.dynamicTest(bad.name, () -> {
                    for (String path : List.of("person", "user", "kv/key", "events")) {
                        problem(anonymous().header("Authorization", bad.header).get(path), 401)
                                .header("WWW-Authenticate", startsWith("Bearer"));
                    }
                }));
    }

    @Test
    void admin_alone_hasKeysValuesAndStores() {
        String key = fresh();
        String noAdmin = Tokens.of("bob", "users", "administrators");

        for (String path : List.of("kv/" + key, "kv?key=" + key, "keys", "keys?store=default", "stores")) {
            problem(by(noAdmin).get(path), 403);
        }
        problem(by(noAdmin).contentType("text/plain").body("x").put("kv/" + key), 403);
        problem(by(noAdmin).delete("kv/" + key), 403);

        problem(request().get("kv/" + key), 404);
        text().body("x").put("kv/" + key).then().statusCode(201);
        request().get("keys").then().statusCode(200);
        request().get("stores").then().statusCode(200).body("size()", equalTo(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "alice2", "Alice", "alice/", "alice/x", "alice%2F", "root"})
    void users_ofAnotherSubject_areNotThere(String other) {
        String alice = Tokens.of("alice");
        Response made = by(alice).body(ADA).post("user");
        made.then().statusCode(201);
        String path = "user/" + made.path("id");
        String etag = made.header("ETag");
        String stranger = Tokens.of(other, "admin");

        problem(by(stranger).get(path), 404);
        problem(by(stranger).header("If-Match", "*").body(ADA).put(path), 412);
        by(stranger).delete(path).then().statusCode(204);
        by(stranger).get("user?limit=100").then().statusCode(200).body("id", not(hasItemOf(made)));
        by(stranger).get("keys?store=users&limit=100").then().statusCode(200).body("key", not(hasItemOf(made)));
        by(alice).get("keys?store=users&limit=100").then().statusCode(200).body("key", hasItemOf(made));

        by(alice).get(path).then().statusCode(200).header("ETag", equalTo(etag));
    }

    @Test
    void users_ofTwoSubjectsUnderOneId_areTwo() {
        String id = fresh();
        String alice = Tokens.of("alice");
        String bob = Tokens.of("bob");

        by(alice)
                .body("{\"name\":\"A\",\"email\":\"a@example.com\"}")
                .put("user/" + id)
                .then()
                .statusCode(201);
        by(bob).body("{\"name\":\"B\",\"email\":\"b@example.com\"}")
                .put("user/" + id)
                .then()
                .statusCode(201);

        by(alice).get("user/" + id).then().body("name", equalTo("A")).body("id", equalTo(id));
        by(bob).get("user/" + id).then().body("name", equalTo("B"));
        by(bob).delete("user/" + id).then().statusCode(204);
        by(alice).get("user/" + id).then().statusCode(200);
    }

    @Test
    void events_ofWhatTheCallerMayNotRead_areNotTold() {
        String id = fresh();
        try (EventStream bob = EventStream.of(base, Tokens.of("bob"));
                EventStream admin = EventStream.of(base, Tokens.of("root", "admin"))) {
            by(Tokens.of("alice")).body(ADA).put("user/" + id + "a").then().statusCode(201);
            text().body("x").put("kv/" + id + "k").then().statusCode(201);
            by(Tokens.of("bob")).body(ADA).put("user/" + id + "b").then().statusCode(201);
            by(Tokens.of("alice"))
                    .body("{\"name\":\"P\"}")
                    .put("person/" + id + "p")
                    .then()
                    .statusCode(201);

            bob.awaitLine("\"key\":\"" + id + "b\"");
            bob.awaitLine("\"key\":\"" + id + "p\"");
            admin.awaitLine("\"key\":\"" + id + "k\"");
            admin.awaitLine("\"key\":\"" + id + "p\"");

            assertThat(String.join("\n", bob.lines())).doesNotContain(id + "a", id + "k");
            assertThat(String.join("\n", admin.lines())).doesNotContain(id + "a", id + "b");
        }
    }

    @Test
    void events_tokenThatEnds_areOver() {
        try (EventStream events = EventStream.of(base, Tokens.endingIn(Duration.ofSeconds(20)))) {
            events.awaitLine("closed");
        }
    }

    @Test
    void events_asOnlyTheHead_needATokenToo() {
        anonymous().head("events").then().statusCode(401);
        by(Tokens.of("bob")).head("events").then().statusCode(200);
    }

    private static Matcher<Iterable<? super String>> hasItemOf(Response made) {
        return hasItem(made.<String>path("id"));
    }
}
