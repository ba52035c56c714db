package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.problem;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of the stores. */
interface StoresHttp extends SampleHttp {

    @Test
    default void stores_each_tellsWhatItIs() {
        request()
                .get("stores")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("name", containsInAnyOrder("persons", "users", "default"))
                .body("used_by", containsInAnyOrder("/person", "/user", "/kv"))
                .body("capabilities", everyItem(hasItems("conditional writes", "watch")))
                .body("driver", everyItem(not("")));
    }

    /** By the server's readiness check, which may be a moment late after a deployment. */
    @Test
    default void stores_each_tellsHowItIs() {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> request()
                        .get("stores")
                        .then()
                        .body("state", equalTo(List.of("ready", "ready", "ready")))
                        .body("latency_micros", everyItem(greaterThanOrEqualTo(0)))
                        .body("location", not(hasItem((Object) null)))
                        .body("[0]", not(hasKey("reason"))));
    }

    @Test
    default void stores_anythingButReading_isRefused() {
        problem(request().body("{}").put("stores"), 405);
        problem(request().accept("text/csv").get("stores"), 406);
    }
}
