package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Entry;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import io.nats.client.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a write with a condition asks the server, and that it is right whatever was read before. */
class RoundTripsTest {

    private static NatsServer server;

    private Application application;
    private Application other;

    @BeforeAll
    static void start() {
        server = NatsServer.start(NatsBinary.CURRENT);
        server.awaitJetStream();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void share() {
        application = Application.on(server.url());
        other = Application.at(server.url(), application.bucket);
    }

    @AfterEach
    void end() {
        other.close();
        application.close();
    }

    /** Tried again, since a machine may stop for longer than a read is believed. */
    @Test
    void put_ifVersionJustRead_asksOnce() {
        other.store.set("a", "1");
        await().untilAsserted(() -> {
            Entry<String> entry = application.store.entry("a").orElseThrow();
            assertThat(requests(() -> assertThat(application.store.put("a", "2", PutOptions.ifVersion(entry.version())))
                            .isPresent()))
                    .isEqualTo(1);
        });
        assertThat(other.store.get("a")).contains("2");
    }

    @Test
    void delete_whatWasJustWritten_asksOnce() {
        await().untilAsserted(() -> {
            application.store.set("a", "1");
            assertThat(requests(() -> application.store.delete("a"))).isEqualTo(1);
        });
        assertThat(other.store.exists("a")).isFalse();
    }

    @Test
    void put_ifVersionOfTheLastWrite_followsIt() {
        Version version = application.store.put("a", "0", PutOptions.always()).orElseThrow();
        for (int i = 1; i <= 20; i++) {
            version = application
                    .store
                    .put("a", Integer.toString(i), PutOptions.ifVersion(version))
                    .orElseThrow();
        }
        Entry<String> entry = other.store.entry("a").orElseThrow();
        assertThat(entry.value()).isEqualTo("20");
        assertThat(entry.version()).isEqualTo(version);
    }

    @Test
    void put_ifVersionThatAnotherReplaced_isRefused() {
        Version version = application.store.put("a", "1", PutOptions.always()).orElseThrow();
        other.store.set("a", "2");
        assertThat(application.store.put("a", "3", PutOptions.ifVersion(version)))
                .isEmpty();
        assertThat(other.store.get("a")).contains("2");
    }

    @Test
    void delete_whatAnotherReplaced_deletesThat() {
        application.store.set("a", "1");
        other.store.set("a", "2");
        application.store.delete("a");
        assertThat(other.store.get("a")).isEmpty();
    }

    @Test
    void put_ifVersionThatHasExpired_isRefused() {
        Version version = application
                .store
                .put("a", "1", PutOptions.ttl(Duration.ofSeconds(60)))
                .orElseThrow();
        application.advance(Duration.ofSeconds(60));
        assertThat(application.store.put("a", "2", PutOptions.ifVersion(version)))
                .isEmpty();
        assertThat(application.store.delete("a", version)).isFalse();
    }

    /** Returns how many messages the application's connection sends meanwhile. */
    private long requests(Runnable use) {
        long before = sent();
        use.run();
        return sent() - before;
    }

    private long sent() {
        return application.store.withNative(
                Connection.class, connection -> connection.getStatistics().getOutMsgs());
    }
}
