package dev.kvcdi.sample.http;

import static dev.kvcdi.sample.http.Requests.expiring;
import static dev.kvcdi.sample.http.Requests.ifMatch;
import static dev.kvcdi.sample.http.Requests.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVStore;
import dev.kvcdi.se.KVRuntime;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries that expire; {@link ConditionalRequestTest} has the conditions. */
class WriteRequestTest {

    private static final String HOUR = "3600";

    private final KVRuntime runtime =
            KVRuntime.builder().property("kv.driver", "memory").start();
    private final KVStore store = runtime.store("texts");

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void put_withTtl_expiresThen() {
        Instant before = Instant.now();

        expiring("kv/key?ttl=3600", HOUR).put(store, "key", current -> "value");

        assertThat(expiry("key"))
                .isBetween(
                        before.plus(Duration.ofHours(1)).minusMillis(1),
                        Instant.now().plus(Duration.ofHours(1)).plusMillis(1));
    }

    @Test
    void put_withoutTtl_stays() {
        expiring("kv/key?ttl=3600", HOUR).put(store, "key", current -> "value");

        Response answer = to("kv/key").put(store, "key", current -> "value");

        assertThat(answer.getHeaderString("Sunset")).isNull();
        assertThat(store.entry("key").orElseThrow().expiry()).isEmpty();
    }

    @Test
    void put_withTtl_tellsTheSunsetAndNoTtlInTheAddress() {
        var request = expiring("kv?key=a%2Fb&ttl=3600", HOUR);
        request.clock = Clock.fixed(Instant.parse("2026-02-03T04:05:06.007Z"), ZoneOffset.UTC);

        Response answer = request.put(store, "a/b", current -> "value");

        assertThat(answer.getHeaderString("Sunset")).isEqualTo("Tue, 03 Feb 2026 05:05:07 GMT");
        assertThat(answer.getLocation()).hasToString(Requests.BASE + "kv?key=a%2Fb");
        assertThat(answer.getHeaderString(HttpHeaders.CONTENT_LOCATION)).isEqualTo(Requests.BASE + "kv?key=a%2Fb");
    }

    @Test
    void create_withTtl_expiresAndTellsTheSunset() {
        Response answer = expiring("kv", HOUR).create(store, "key", "value");

        assertThat(answer.getHeaderString("Sunset")).endsWith(" GMT");
        assertThat(answer.getLocation()).hasToString(Requests.BASE + "kv/key");
        assertThat(store.entry("key").orElseThrow().expiry()).isPresent();
    }

    @Test
    void put_withTtlUnderAPrecondition_isBoth() {
        String tag = to("kv/key").put(store, "key", current -> "old").getHeaderString("ETag");
        var request = ifMatch("kv/key", tag);
        request.ttl = List.of(HOUR);

        request.put(store, "key", current -> "new");

        assertThat(store.entry("key").orElseThrow().expiry()).isPresent();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> request.put(store, "key", current -> "lost"))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(412));
    }

    @Test
    void put_ttlThatIsNone_writesNothing() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> expiring("kv/key", "0").put(store, "key", current -> "lost"));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> expiring("kv", "0").create(store, "key", "lost"));

        assertThat(store.exists("key")).isFalse();
    }

    @Test
    void read_entryThatExpires_tellsTheSunset() {
        store.set("key", "value", Duration.ofHours(1));

        Response answer = to("kv/key").read(store, "key");
        String tag = answer.getHeaderString("ETag");

        assertThat(answer.getHeaderString("Sunset")).isEqualTo(Sunset.of(expiry("key")));
        assertThat(Requests.ifNoneMatch("kv/key", tag).read(store, "key").getHeaderString("Sunset"))
                .isEqualTo(Sunset.of(expiry("key")));
    }

    private Instant expiry(String key) {
        return store.entry(key).orElseThrow().expiry().orElseThrow();
    }
}
