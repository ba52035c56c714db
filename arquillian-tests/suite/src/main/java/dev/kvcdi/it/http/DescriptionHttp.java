package dev.kvcdi.it.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description of the API, as the server tells it. */
interface DescriptionHttp extends SampleHttp {

    Pattern OPERATION = Pattern.compile("(?m)^ *operationId: \"?(\\w+)");

    Pattern PROPERTY = Pattern.compile("(?m)^ +(created_at|latency_micros|expires_at|used_by):");

    /** No more either: the resources are not scanned. */
    @Test
    default void description_ofTheServer_hasTheOperationsOfTheFile() throws Exception {
        String file = Files.readString(Path.of(System.getProperty("sample.description")));

        String served = served(base(), ContentType.ANY).asString();

        assertThat(names(OPERATION, served)).isEqualTo(names(OPERATION, file)).hasSizeGreaterThan(15);
        assertThat(names(PROPERTY, served)).isEqualTo(names(PROPERTY, file)).hasSize(4);
        assertThat(served)
                .contains(
                        "bearerFormat: JWT", "application/problem+json", "tag:kvcdi.dev,2026:problem/invalid-request");
    }

    @Test
    default void description_ofTheServer_needsTokensWhereTheSampleDoes() {
        List<?> needs = served(base(), ContentType.JSON).path("security");

        assertThat(needs != null && !needs.isEmpty()).isEqualTo(asksForTokens());
    }

    default boolean asksForTokens() {
        return false;
    }

    /** The description, in YAML unless JSON is asked for. */
    static Response served(URI base, ContentType type) {
        Response served = given().accept(type).get(base.resolve("/openapi"));
        served.then().statusCode(200);
        return served;
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
