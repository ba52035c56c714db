package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Capability;
import dev.kvcdi.KVException;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import io.nats.client.api.KeyValueConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that is made again to a server of another version. */
class OtherServerTest {

    private final String bucket = Application.newBucket();
    private NatsServer current;
    private NatsServer oldest;

    /** Each has the bucket, and says in it which one it is. */
    @BeforeEach
    void start() throws Exception {
        current = NatsServer.start(NatsBinary.CURRENT);
        current.awaitJetStream();
        Application.at(current.url(), bucket).close();
        put(current, "current");
        oldest = NatsServer.start(NatsBinary.OLDEST);
        oldest.awaitJetStream();
        try (PlainClient connection = oldest.connect()) {
            connection
                    .keyValueManagement()
                    .create(KeyValueConfiguration.builder().name(bucket).build());
        }
        put(oldest, "oldest");
    }

    @AfterEach
    void stop() {
        current.close();
        oldest.close();
    }

    @Test
    void capabilities_olderServerConnectedAgain_areThoseOfThatOne() {
        oldest.kill();
        try (Application application = startedOn("current")) {
            assertThat(application.store.capabilities()).contains(Capability.ATOMIC_BATCHES);

            oldest.start();
            current.kill();
            awaitServer(application, "oldest");

            assertThatExceptionOfType(KVException.class)
                    .isThrownBy(() -> application.store.atomically(
                            batch -> batch.set("a", "1").set("b", "2")));
            await().atMost(Application.HEALS)
                    .until(() -> !application.store.capabilities().contains(Capability.ATOMIC_BATCHES));
            awaitServer(application, "oldest");
            assertThat(application.store.keys("")).containsExactly("server");
        }
    }

    @Test
    void capabilities_newerServerConnectedAgain_areThoseOfThatOne() {
        current.kill();
        try (Application application = startedOn("oldest")) {
            assertThat(application.store.capabilities()).doesNotContain(Capability.ATOMIC_BATCHES);

            current.start();
            oldest.kill();

            await().atMost(Application.HEALS)
                    .until(() -> application.store.capabilities().contains(Capability.ATOMIC_BATCHES));
            awaitServer(application, "current");
            assertThat(application.store.atomically(batch -> batch.set("a", "1").set("b", "2")))
                    .isTrue();
        }
    }

    private Application startedOn(String server) {
        Application application = Application.at(current.url() + "," + oldest.url(), bucket);
        awaitServer(application, server);
        return application;
    }

    private static void awaitServer(Application application, String server) {
        await().atMost(Application.HEALS)
                .ignoreExceptionsMatching(
                        failure -> failure instanceof KVUnavailableException || failure instanceof KVTimeoutException)
                .until(() -> application.store.get("server").equals(Optional.of(server)));
    }

    private void put(NatsServer server, String value) throws Exception {
        try (PlainClient connection = server.connect()) {
            connection.keyValue(bucket).put("server", value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
