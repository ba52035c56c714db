package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static dev.kvcdi.it.http.SampleHttp.invalid;
import static dev.kvcdi.it.http.SampleHttp.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain texts under any key. */
interface KvHttp extends SampleHttp {

    @Test
    default void text_written_isReadAndDeleted() {
        String path = "kv/" + fresh();

        text().body("héllo 😀\n")
                .put(path)
                .then()
                .statusCode(201)
                .header("Location", base() + path)
                .body(equalTo("héllo 😀\n"));
        text().get(path)
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/plain"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-cache")
                .body(equalTo("héllo 😀\n"));
        text().body("bye").put(path).then().statusCode(200).body(equalTo("bye"));
        text().delete(path).then().statusCode(204);

        problem(text().get(path), 404);
    }

    @Test
    default void text_empty_isAValue() {
        String path = "kv/" + fresh();

        text().body("").put(path).then().statusCode(201);

        text().get(path).then().statusCode(200).body(equalTo(""));
    }

    @Test
    default void text_markup_staysText() {
        String path = "kv/" + fresh();
        text().body("<script>alert(1)</script>").put(path).then().statusCode(201);

        text().accept("text/plain").get(path).then().header("Content-Type", startsWith("text/plain"));
        problem(text().accept("text/html").get(path), 406);
    }

    /** Each address is its own key, and the one that the query names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b",
                "a/b/c.txt",
                "a/",
                "a;b=c",
                "a;b/c;d",
                "a%20b",
                "a+b",
                "%C3%A9",
                "e%CC%81",
                "%F0%9F%98%80",
                "..a",
                "a..b",
                "...",
                "a.",
                ".a",
                "%7Bx%7D",
                "%22",
                "'",
                "*",
                "a%3Fb",
                "a%25b",
                "a%2525",
                "a:b@c,d=e&f$g!h(i)",
                "sp%C3%A4te%20Gr%C3%BC%C3%9Fe",
                "%3E",
                "50%25",
                "q%3Fx%3D1%26y",
                "~-_"
            })
    default void text_keyInThePath_isTheKeyOfTheQuery(String raw) {
        String prefix = fresh();
        String target = "kv/" + prefix + raw;
        String key = java.net.URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);

        assertThat(Raw.sendText(base(), "PUT", target, "value of " + raw).status())
                .isEqualTo(201);

        assertThat(Raw.send(base(), "GET", target).body()).isEqualTo("value of " + raw);
        assertThat(Raw.send(base(), "GET", "kv?key=" + URLEncoder.encode(prefix + key, UTF_8))
                        .body())
                .isEqualTo("value of " + raw);
        assertThat(Raw.send(base(), "DELETE", target).status()).isEqualTo(204);
        assertThat(Raw.send(base(), "GET", target).status()).isEqualTo(404);
    }

    /** What servers, proxies and clients do not let through in a path. */
    @Test
    default void text_keyThatAPathCannotCarry_goesInTheQuery() {
        for (String key : List.of(
                "a/../b", "..", ".", "/a", "a//b", "a\\b", "a#b", "\0", "a\nb", "\u007f", "a%2Fb", " ", "+", ";",
                "é/😀")) {
            String query = "kv?key=" + URLEncoder.encode(fresh() + key, UTF_8);

            text().body("value").put(query).then().statusCode(201).header("Location", base() + query);
            text().get(query).then().statusCode(200).body(equalTo("value"));
            text().delete(query).then().statusCode(204);
            problem(text().get(query), 404);
        }
    }

    /** As whole keys, without anything that makes them harmless. */
    @ParameterizedTest
    @ValueSource(strings = {"greeting", "/", "..", "\\", "50%", "x=1&y", "späte Grüße", "😀"})
    default void text_wholeKeyInTheQuery_isKept(String key) {
        String query = "kv?key=" + URLEncoder.encode(key, UTF_8);

        text().body("Grüß Gott 😀").put(query).then().statusCode(201);
        text().get(query).then().statusCode(200).body(equalTo("Grüß Gott 😀"));
        text().delete(query).then().statusCode(204);

        problem(text().get(query), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kv/..", "kv/.", "kv/a/../b", "kv/a/./b", "kv/../person/x"})
    default void text_segmentOfDots_isNeverAnotherKey(String target) {
        // Servers that resolve the segments end up elsewhere, where there is nothing.
        assertThat(Raw.send(base(), "GET", target).status()).isIn(400, 404);
    }

    @Test
    default void text_noKey_isNotFound() {
        problem(text().get("kv"), 404);
        problem(text().get("kv/"), 404);
        problem(text().body("x").put("kv"), 404);
        problem(text().body("x").post("kv"), 405);
        problem(text().get("kv?key="), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C0%AF", "%ED%A0%80"})
    default void text_keyThatIsNoUtf8_isRefused(String raw) {
        invalid(text().get("kv?key=" + raw), "parameter", "key");
        assertThat(Raw.send(base(), "GET", "kv/" + raw).status()).isEqualTo(400);
    }

    @Test
    default void text_longestKey_isTaken() {
        String prefix = fresh();
        String key = prefix + "k".repeat(1_024 - prefix.length());

        text().body("value").put("kv/" + key).then().statusCode(201);
        text().get("kv/" + key).then().body(equalTo("value"));
        problem(text().body("value").put("kv/" + key + "k"), 400);
    }

    @Test
    default void text_valueThatIsNoUtf8_isRefused() {
        String path = "kv/" + fresh();

        problem(
                request()
                        .contentType("text/plain")
                        .body(new byte[] {'a', (byte) 0xff})
                        .put(path),
                400);
        problem(
                request()
                        .contentType("text/plain; charset=ISO-8859-1")
                        .body(new byte[] {'a'})
                        .put(path),
                415);
        problem(
                request()
                        .contentType("text/plain; charset=US-ASCII")
                        .body("\u00e9".getBytes(UTF_8))
                        .put(path),
                400);
        problem(text().get(path), 404);
    }
}
