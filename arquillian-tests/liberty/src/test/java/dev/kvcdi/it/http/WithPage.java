package dev.kvcdi.it.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A page in a browser, on stores that are empty at the beginning of each test. */
@ArquillianTest
abstract class WithPage implements SampleHttp {

    @ArquillianResource
    private URI base;

    Page page;

    @Deployment(testable = false)
    static WebArchive sample() {
        return SampleArchive.withMemory("page.war");
    }

    @Override
    public URI base() {
        return base;
    }

    @BeforeEach
    void emptyAndOpen() {
        for (String path : List.of("person", "user")) {
            paged(path + "?limit=100").forEach(id -> request().delete(path + "/" + id));
        }
        List<String> keys = request().get("keys?limit=100").jsonPath().getList("key");
        keys.forEach(key -> text().delete("kv?key=" + URLEncoder.encode(key, UTF_8)));
        page = Page.open(base);
    }

    @AfterEach
    void closeWithoutComplaints() {
        try (Page last = page) {
            assertThat(last.complaints()).as("what the browser complains of").isEmpty();
        }
    }

    /** Makes a person by plain HTTP. */
    String person(String name, String email) {
        String body = email == null
                ? "{\"name\":\"" + name.replace("\"", "\\\"") + "\"}"
                : "{\"name\":\"" + name + "\",\"age\":" + (30 + name.length()) + ",\"email\":\"" + email + "\"}";
        Response made = request().body(body).post("person");
        made.then().statusCode(201);
        return "person/" + made.path("id");
    }

    List<String> names() {
        return request().get("person").jsonPath().getList("name");
    }
}
