package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static dev.kvcdi.it.http.SampleHttp.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application whose engine is down when it is deployed, and hangs later. */
interface EngineDown extends SampleHttp {

    /** Within this everything works after the engine is back: ten seconds where no second server takes its part of the machine. */
    Duration HEALS = Duration.ofSeconds(Integer.getInteger("kvcdi.contract.healing", 60));

    /** Within this readiness is told. */
    Duration TOLD = Duration.ofSeconds(2);

    /** A server that has just started takes its time for the first request, the more so where another one starts beside it. */
    Duration NOTICED = Duration.ofMinutes(1);

    /** How many calls fail while the engine is down; each would wait for long if it waited for the engine. */
    int CALLS = 50;

    /** What answers after {@link #startEngine()}. */
    String driver();

    /** Lets the engine run. */
    void startEngine();

    /** Stops the engine's process where it is: connections stay open and nothing answers. */
    void pauseEngine();

    /** Lets a paused engine go on. */
    void resumeEngine();

    @Test
    default void application_engineDownThenBackThenHanging_failsFastTellsSoAndHeals() {
        String path = "kv/" + fresh();
        await("the outage is known").atMost(NOTICED).untilAsserted(() -> problem(text().get(path), 503));
        long begin = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            assertThat(Raw.send(base(), "GET", path).status()).isEqualTo(503);
            assertThat(Raw.sendText(base(), "PUT", path, "lost").status()).isEqualTo(503);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("calls that do not wait for the engine")
                .isLessThan(Duration.ofSeconds(CALLS));
        problem(text().get(path), 503).header("Retry-After", equalTo("5"));
        await("every store's outage is known").atMost(NOTICED).untilAsserted(this::assertNotReady);

        try (EventStream listener = EventStream.of(base())) {
            assertHeals(path);
            assertTold(listener);
        }
    }

    private void assertHeals(String path) {
        startEngine();
        await("the engine is in use again")
                .atMost(HEALS)
                .until(() -> text().body("kept").put(path).statusCode() < 300);
        await("readiness").atMost(HEALS).untilAsserted(this::assertReady);
        request().body("{\"name\":\"Ada\"}").put("person/" + fresh()).then().statusCode(201);

        pauseEngine();
        try {
            await("the engine hangs").atMost(NOTICED).untilAsserted(this::assertNotReady);
        } finally {
            resumeEngine();
        }
        await("the engine is in use again")
                .atMost(HEALS)
                .until(() -> text().get(path).statusCode() == 200);
        text().get(path).then().body(equalTo("kept"));
        await("readiness").atMost(HEALS).untilAsserted(this::assertReady);
    }

    /** A listener from before, when no store could be watched, hears that it may have missed something, and of what is changed from then on. */
    private void assertTold(EventStream listener) {
        listener.awaitLine("\"change\":\"lost\"");
        String key = fresh();
        // The stores are watched again one after the other.
        await("changes").atMost(EventStream.ARRIVES).untilAsserted(() -> {
            text().body("told").put("kv/" + key).then().statusCode(oneOf(200, 201));
            assertThat(String.join("\n", listener.lines())).contains(key);
        });
    }

    private void assertReady() {
        Response ready = health("ready");
        assertThat(ready.statusCode()).as(ready.asString()).isEqualTo(200);
        for (String store : List.of("default", "persons", "users")) {
            assertThat(data(ready))
                    .containsEntry(store + ".driver", driver())
                    .containsEntry(store + ".state", "ready")
                    .containsKeys(store + ".location", store + ".latency-micros")
                    .doesNotContainKey(store + ".reason");
        }
        assertThat(health("live").statusCode()).isEqualTo(200);
    }

    private void assertNotReady() {
        long begin = System.nanoTime();
        Response ready = health("ready");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("readiness").isLessThan(TOLD);
        assertThat(ready.statusCode()).as(ready.asString()).isEqualTo(503);
        for (String store : List.of("default", "persons", "users")) {
            assertThat(data(ready))
                    .containsEntry(store + ".driver", driver())
                    .containsEntry(store + ".state", "down")
                    .containsKeys(store + ".location", store + ".reason");
        }
        Response live = health("live");
        assertThat(live.statusCode()).as(live.asString()).isEqualTo(200);
    }

    private static Map<String, Object> data(Response health) {
        return health.jsonPath().getMap("checks.find { it.name == 'kv-cdi' }.data");
    }

    private static Response health(String kind) {
        return given().get(System.getProperty("main.health") + "/" + kind);
    }
}
