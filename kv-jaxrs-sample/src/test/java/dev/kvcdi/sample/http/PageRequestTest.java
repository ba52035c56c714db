package dev.kvcdi.sample.http;

import static dev.kvcdi.sample.http.Requests.page;
import static dev.kvcdi.sample.http.Requests.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVStore;
import dev.kvcdi.se.KVRuntime;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    private final KVRuntime runtime =
            KVRuntime.builder().property("kv.driver", "memory").start();
    private final KVStore store = runtime.store("texts");

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void list_emptyStore_isAnEmptyLastPage() {
        Response answer = page("kv", "20", null).list(store, to("kv"));

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getEntity()).isEqualTo(List.of());
        assertThat(answer.getLink("next")).isNull();
    }

    @Test
    void list_followingTheLinks_listsEveryEntryOnce() {
        fill(25);

        List<Object> seen = new ArrayList<>();
        Response answer = page("kv?limit=10", "10", null).list(store, to("kv"));
        seen.addAll((List<?>) answer.getEntity());
        for (Link next = answer.getLink("next"); next != null; next = answer.getLink("next")) {
            assertThat(next.getUri().toString()).startsWith(Requests.BASE + "kv?limit=10&cursor=");
            answer = page("kv?limit=10", "10", cursor(next.getUri())).list(store, to("kv"));
            assertThat((List<?>) answer.getEntity()).hasSizeLessThanOrEqualTo(10);
            seen.addAll((List<?>) answer.getEntity());
        }

        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void list_samePageAgain_is304UntilAnEntryChanges() {
        fill(3);
        String tag = "\""
                + page("kv", "20", null).list(store, to("kv")).getEntityTag().getValue() + "\"";

        assertThat(page("kv", "20", null)
                        .list(store, Requests.ifNoneMatch("kv", tag))
                        .getStatus())
                .isEqualTo(304);

        store.set("key01", "changed");
        assertThat(page("kv", "20", null)
                        .list(store, Requests.ifNoneMatch("kv", tag))
                        .getStatus())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "x", "", "1.0", "99999999999", "１x"})
    void list_limitOutOfRange_isNamed(String limit) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> page("kv", limit, null).list(store, to("kv")))
                .satisfies(refused -> assertThat(refused.problem().invalid())
                        .containsExactly(Invalid.parameter("limit", "must be a whole number from 1 to 100")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!", "AAAAAAAA", "key01"})
    void list_forgedCursor_isNamed(String cursor) {
        fill(3);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> page("kv", "20", cursor).list(store, to("kv")))
                .satisfies(refused -> assertThat(refused.problem().invalid())
                        .extracting(Invalid::name)
                        .containsExactly("cursor"));
    }

    private void fill(int entries) {
        IntStream.range(0, entries).forEach(i -> store.set("key%02d".formatted(i), "value" + i));
    }

    private static String cursor(URI next) {
        return next.getQuery().replaceFirst(".*cursor=", "");
    }
}
