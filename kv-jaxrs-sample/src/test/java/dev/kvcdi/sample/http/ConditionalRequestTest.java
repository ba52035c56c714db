package dev.kvcdi.sample.http;

import static dev.kvcdi.sample.http.Requests.ifMatch;
import static dev.kvcdi.sample.http.Requests.ifNoneMatch;
import static dev.kvcdi.sample.http.Requests.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.KVStore;
import dev.kvcdi.se.KVRuntime;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionalRequestTest {

    private static final String PATH = "kv/key";

    private final KVRuntime runtime =
            KVRuntime.builder().property("kv.driver", "memory").start();
    private final KVStore store = runtime.store("texts");
    private String tag;

    @BeforeEach
    void write() {
        store.set("key", "old");
        tag = tag();
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void read_present_hasValueAndTag() {
        Response answer = to(PATH).read(store, "key");

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getEntity()).isEqualTo("old");
        assertThat(answer.getEntityTag()).hasToString(tag);
        assertThat(answer.getEntityTag().isWeak()).isFalse();
    }

    @Test
    void read_absent_is404WhateverThePrecondition() {
        assertThat(status(() -> to(PATH).read(store, "absent"))).isEqualTo(404);
        assertThat(status(() -> ifMatch(PATH, "*").read(store, "absent"))).isEqualTo(404);
        assertThat(status(() -> ifNoneMatch(PATH, "*").read(store, "absent"))).isEqualTo(404);
    }

    @Test
    void read_tagThatTheClientHas_is304WithTag() {
        Response answer = ifNoneMatch(PATH, "\"other\", W/" + tag).read(store, "key");

        assertThat(answer.getStatus()).isEqualTo(304);
        assertThat(answer.hasEntity()).isFalse();
        assertThat(answer.getEntityTag()).hasToString(tag);
    }

    @Test
    void read_tagThatIsNotCurrent_is200OrRefused() {
        assertThat(ifNoneMatch(PATH, "\"other\"").read(store, "key").getStatus())
                .isEqualTo(200);
        assertThat(status(() -> ifMatch(PATH, "\"other\"").read(store, "key"))).isEqualTo(412);
    }

    @Test
    void create_newKey_is201WithItsAddress() {
        Response answer = to("kv").create(store, "a b/c", "new");

        assertThat(answer.getStatus()).isEqualTo(201);
        assertThat(answer.getLocation()).hasToString(Requests.BASE + "kv/a%20b%2Fc");
        assertThat(answer.getHeaderString(HttpHeaders.CONTENT_LOCATION)).isEqualTo(Requests.BASE + "kv/a%20b%2Fc");
        assertThat(store.entry("a b/c"))
                .hasValueSatisfying(entry -> assertThat(answer.getEntityTag())
                        .hasToString("\"" + entry.version().text() + "\""));
    }

    @Test
    void put_absentKey_is201WithLocation() {
        Response answer = to("kv/absent?x=1").put(store, "absent", current -> "new");

        assertThat(answer.getStatus()).isEqualTo(201);
        assertThat(answer.getLocation()).hasToString(Requests.BASE + "kv/absent?x=1");
        assertThat(answer.getEntity()).isEqualTo("new");
        assertThat(store.get("absent")).contains("new");
    }

    @Test
    void put_presentKey_is200WithNewTag() {
        Response answer = to(PATH).put(store, "key", current -> current.orElseThrow() + "er");

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getLocation()).isNull();
        assertThat(answer.getEntity()).isEqualTo("older");
        assertThat(answer.getEntityTag()).hasToString(tag()).isNotEqualTo(tag);
        assertThat(tag()).isNotEqualTo(tag);
    }

    @Test
    void put_currentTag_isWritten() {
        assertThat(ifMatch(PATH, "\"other\", " + tag)
                        .put(store, "key", current -> "new")
                        .getStatus())
                .isEqualTo(200);
        assertThat(store.get("key")).contains("new");
    }

    @Test
    void put_anyTag_isWrittenOnlyWherePresent() {
        assertThat(ifMatch(PATH, "*").put(store, "key", current -> "new").getStatus())
                .isEqualTo(200);
        assertThat(status(() -> ifMatch(PATH, "*").put(store, "absent", current -> "new")))
                .isEqualTo(412);
        assertThat(store.exists("absent")).isFalse();
    }

    @Test
    void put_noTag_isWrittenOnlyWhereAbsent() {
        assertThat(ifNoneMatch(PATH, "*").put(store, "absent", current -> "new").getStatus())
                .isEqualTo(201);
        assertThat(status(() -> ifNoneMatch(PATH, "*").put(store, "key", current -> "new")))
                .isEqualTo(412);
        assertThat(store.get("key")).contains("old");
    }

    @Test
    void put_staleOrWeakTag_isRefused() {
        to(PATH).put(store, "key", current -> "newer");

        assertThat(status(() -> ifMatch(PATH, tag).put(store, "key", current -> "lost")))
                .isEqualTo(412);
        assertThat(status(() -> ifMatch(PATH, "W/" + tag()).put(store, "key", current -> "lost")))
                .isEqualTo(412);
        assertThat(store.get("key")).contains("newer");
    }

    @Test
    void put_somebodyWritesInBetween_isRefused() {
        KVStore raced = racedOnce(() -> store.set("key", "theirs"));

        assertThat(status(() -> ifMatch(PATH, tag).put(raced, "key", current -> "lost")))
                .isEqualTo(412);
        assertThat(store.get("key")).contains("theirs");
    }

    @Test
    void put_somebodyMakesItInBetween_isRefused() {
        KVStore raced = racedOnce(() -> store.set("absent", "theirs"));

        assertThat(status(() -> ifNoneMatch(PATH, "*").put(raced, "absent", current -> "lost")))
                .isEqualTo(412);
        assertThat(store.get("absent")).contains("theirs");
    }

    @Test
    void put_somebodyWritesButThePreconditionStillHolds_seesTheirs() {
        KVStore raced = racedOnce(() -> store.set("key", "theirs"));

        Response answer = ifMatch(PATH, "*").put(raced, "key", current -> current.orElseThrow() + " and mine");

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(store.get("key")).contains("theirs and mine");
    }

    @Test
    void put_somebodyDeletesInBetween_isRefused() {
        KVStore raced = racedOnce(() -> store.delete("key"));

        assertThat(status(() -> ifMatch(PATH, "*").put(raced, "key", current -> "lost")))
                .isEqualTo(412);
        assertThat(store.exists("key")).isFalse();
    }

    @Test
    void put_somebodyAlwaysWritesInBetween_givesUp() {
        KVStore raced = raced(() -> store.set("key", "theirs"), Integer.MAX_VALUE);

        assertThat(status(() -> ifMatch(PATH, "*").put(raced, "key", current -> "lost")))
                .isEqualTo(503);
        assertThat(store.get("key")).contains("theirs");
    }

    @Test
    void delete_withoutPrecondition_is204PresentOrNot() {
        assertThat(to(PATH).delete(store, "key").getStatus()).isEqualTo(204);
        assertThat(to(PATH).delete(store, "key").getStatus()).isEqualTo(204);
        assertThat(store.exists("key")).isFalse();
    }

    @Test
    void delete_currentTag_isDeleted() {
        assertThat(ifMatch(PATH, tag).delete(store, "key").getStatus()).isEqualTo(204);
        assertThat(store.exists("key")).isFalse();
    }

    @Test
    void delete_staleTag_isRefused() {
        store.set("key", "newer");

        assertThat(status(() -> ifMatch(PATH, tag).delete(store, "key"))).isEqualTo(412);
        assertThat(status(() -> ifNoneMatch(PATH, "*").delete(store, "key"))).isEqualTo(412);
        assertThat(status(() -> ifMatch(PATH, "*").delete(store, "absent"))).isEqualTo(412);
        assertThat(store.get("key")).contains("newer");
    }

    @Test
    void delete_somebodyWritesInBetween_isRefused() {
        KVStore raced = racedOnce(() -> store.set("key", "theirs"));

        assertThat(status(() -> ifMatch(PATH, tag).delete(raced, "key"))).isEqualTo(412);
        assertThat(store.get("key")).contains("theirs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "W/old", "\"old", "*, \"a\""})
    void anything_malformedHeader_is400AndWritesNothing(String header) {
        assertThat(status(() -> ifMatch(PATH, header).read(store, "key"))).isEqualTo(400);
        assertThat(status(() -> ifMatch(PATH, header).put(store, "key", current -> "lost")))
                .isEqualTo(400);
        assertThat(status(() -> ifNoneMatch(PATH, header).delete(store, "key"))).isEqualTo(400);
        assertThat(store.get("key")).contains("old");
    }

    private String tag() {
        return "\"" + store.entry("key").orElseThrow().version().text() + "\"";
    }

    private static int status(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem().status();
    }

    private KVStore racedOnce(Runnable other) {
        return raced(other, 1);
    }

    /** The store, of which somebody else makes use just before our first writes. */
    private KVStore raced(Runnable other, int times) {
        int[] left = {times};
        return (KVStore) Proxy.newProxyInstance(
                KVStore.class.getClassLoader(), new Class<?>[] {KVStore.class}, (proxy, method, args) -> {
                    if (Optional.of(method.getName())
                                    .filter(name -> name.equals("put") || name.equals("delete"))
                                    .isPresent()
                            && left[0]-- > 0) {
                        other.run();
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
