package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes as server-sent events. */
interface EventsHttp extends SampleHttp {

    @Test
    default void events_changesOfEveryStore_areToldWithoutValues() {
        String id = fresh();
        try (EventStream events = EventStream.of(base())) {
            assertThat(events.response().headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(events.lines()).contains("retry: 2000");

            String tag = text().body("secret").put("kv/" + id).header("ETag");
            events.awaitLine(
                    "data: {\"change\":\"put\",\"key\":\"" + id + "\",\"etag\":\"" + tag.replace("\"", "\\\"") + "\"}");
            text().delete("kv/" + id).then().statusCode(204);
            events.awaitLine("data: {\"change\":\"removed\",\"key\":\"" + id + "\"}");
            request()
                    .body("{\"name\":\"secret\"}")
                    .put("person/" + id + "p")
                    .then()
                    .statusCode(201);
            events.awaitLine("\"key\":\"" + id + "p\"");
            request()
                    .body("{\"name\":\"secret\",\"email\":\"a@example.com\"}")
                    .put("user/" + id + "u?ttl=600")
                    .then()
                    .statusCode(201);
            events.awaitLine("\"key\":\"" + id + "u\"");

            assertThat(events.lines()).contains("event: default", "event: persons", "event: users");
            assertThat(String.join("\n", events.lines()))
                    .containsPattern("\"key\":\"" + id + "u\",\"etag\":\"[^}]+\",\"expires_at\":\"[0-9T:.-]+Z\"")
                    .doesNotContain("secret");
        }
    }

    @Test
    default void events_keyOfAnyCharacters_isTold() {
        String id = fresh();
        try (EventStream events = EventStream.of(base())) {
            text().body("value")
                    .put("kv?key=" + id + "%0Aevent:%20x%22%F0%9F%98%80")
                    .then()
                    .statusCode(201);

            events.awaitLine("\"key\":\"" + id + "\\nevent: x\\\"\uD83D\uDE00\"");
        }
    }

    @Test
    default void events_comingAgain_isToldAgain() {
        String id = fresh();
        EventStream.of(base()).close();

        try (EventStream events = EventStream.of(base())) {
            text().body("value").put("kv/" + id).then().statusCode(201);
            events.awaitLine("\"key\":\"" + id + "\"");
        }
    }

    /** Nobody would ever be noticed to have left. */
    @Test
    default void events_asOnlyTheHead_addNoListener() {
        for (int i = 0; i < 101; i++) {
            request().head("events").then().statusCode(200).contentType("text/event-stream");
        }
        EventStream.of(base()).close();
    }

    /** Those who left are noticed by sending, so that places become free again. */
    @Test
    default void events_moreListenersThanThereMayBe_areRefusedUntilOthersLeave() {
        List<EventStream> listeners = new ArrayList<>();
        try {
            EventStream refused;
            do {
                refused = EventStream.connect(base());
                listeners.add(refused);
            } while (refused.response().statusCode() != 503 && listeners.size() < 101);
            assertThat(refused.response().statusCode()).as("status at last").isEqualTo(503);
            assertThat(refused.response().headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.response().headers().firstValue("Retry-After")).contains("10");
        } finally {
            listeners.forEach(EventStream::close);
        }

        await("a place").atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            text().body("noticed").put("kv/" + fresh()).then().statusCode(201);
            try (EventStream events = EventStream.connect(base())) {
                assertThat(events.response().statusCode()).isEqualTo(200);
            }
        });
    }
}
