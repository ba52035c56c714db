package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.StorageType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket that a GoFr service made and uses, with the plain calls that GoFr makes, shared with a store. */
class SharingTest {

    private static NatsServer server;

    private PlainClient connection;
    private KeyValue gofr;
    private Application application;

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
    void share() throws Exception {
        connection = server.connect();
        String bucket = Application.newBucket();
        create(bucket);
        gofr = connection.keyValue(bucket);
        application = Application.at(server.url(), bucket);
    }

    @AfterEach
    void end() throws Exception {
        application.close();
        connection.close();
    }

    @Test
    void get_whatGofrSet_isItsValue() throws Exception {
        gofr.put("user/1=a.b", bytes("Grüße"));
        assertThat(application.store.get("user/1=a.b")).contains("Grüße");
        assertThat(application.store.keys("user/")).containsExactly("user/1=a.b");
        assertThat(application.store.entry("user/1=a.b").orElseThrow().expiry()).isEmpty();
    }

    @Test
    void set_thenGofrGets_isOurBytes() throws Exception {
        application.store.set("user/1=a.b", "Grüße");
        KeyValueEntry entry = gofr.get("user/1=a.b");
        assertThat(entry.getValue()).isEqualTo(bytes("Grüße"));
        assertThat(entry.getOperation()).isEqualTo(KeyValueOperation.PUT);
        application.store.set("ttl", "x", Duration.ofHours(1));
        assertThat(gofr.get("ttl").getValue()).isEqualTo(bytes("x"));
    }

    @Test
    void delete_eitherSide_isSeenByTheOther() throws Exception {
        gofr.put("a", bytes("1"));
        application.store.delete("a");
        assertThat(gofr.get("a")).isNull();
        application.store.set("b", "1");
        gofr.delete("b");
        assertThat(application.store.get("b")).isEmpty();
        assertThat(application.store.keys("")).isEmpty();
        gofr.put("c", bytes("1"));
        gofr.purge("c");
        assertThat(application.store.exists("c")).isFalse();
        assertThat(application.store.put("c", "2", PutOptions.ifAbsent())).isPresent();
    }

    @Test
    void put_afterGofrOverwrote_losesTheCondition() throws Exception {
        application.store.set("a", "ours");
        Version ours = application.store.entry("a").orElseThrow().version();
        gofr.put("a", bytes("theirs"));
        assertThat(application.store.put("a", "again", PutOptions.ifVersion(ours)))
                .isEmpty();
        assertThat(application.store.delete("a", ours)).isFalse();
        assertThat(application.store.get("a")).contains("theirs");
        // Even with the same value.
        application.store.set("a", "same");
        Version same = application.store.entry("a").orElseThrow().version();
        gofr.put("a", bytes("same"));
        assertThat(application.store.put("a", "again", PutOptions.ifVersion(same)))
                .isEmpty();
    }

    @Test
    void put_ifVersionOfGofrsWrite_wins() throws Exception {
        gofr.put("a", bytes("theirs"));
        Entry<String> theirs = application.store.entry("a").orElseThrow();
        assertThat(application.store.entries("").findFirst().orElseThrow().version())
                .isEqualTo(theirs.version());
        assertThat(application.store.put("a", "ours", PutOptions.ifVersion(theirs.version())))
                .isPresent();
        assertThat(gofr.get("a").getValue()).isEqualTo(bytes("ours"));
    }

    @Test
    void expiry_afterGofrOverwrote_isGone() throws Exception {
        application.store.set("a", "ours", Duration.ofSeconds(5));
        gofr.put("a", bytes("theirs"));
        application.advance(Duration.ofDays(1));
        assertThat(application.store.get("a")).contains("theirs");
    }

    @Test
    void capabilities_bucketOfGofr_lackWhatTheBucketDoesNotAllow() {
        assertThat(application.store.capabilities())
                .containsExactlyInAnyOrder(Capability.CONDITIONAL_WRITES, Capability.WATCH, Capability.PERSISTENT);
    }

    @Test
    void create_plainBucketOfOurs_isAcceptedByPlainClients() throws Exception {
        String bucket = Application.newBucket();
        try (Application plain = Application.at(server.url(), bucket, "kv.store.default.nats.plain-bucket", "true")) {
            plain.store.set("a", "1");
            // Refused by the server when anything differs from what a plain client wants.
            connection
                    .keyValueManagement()
                    .create(KeyValueConfiguration.builder()
                            .name(bucket)
                            .maxHistoryPerKey(1)
                            .storageType(StorageType.File)
                            .replicas(1)
                            .build());
            assertThat(connection.keyValue(bucket).get("a").getValue()).isEqualTo(bytes("1"));
        }
    }

    @Test
    void writes_bucketMadeAnewWithoutExpiryAndBatches_heal() throws Exception {
        try (Application own = Application.on(server.url())) {
            assertHeals(own, store -> store.set("a", "1", Duration.ofHours(1)));
            assertThat(own.store.get("a")).contains("1");
        }
        try (Application own = Application.on(server.url())) {
            assertHeals(own, store -> store.delete("theirs"));
            assertThat(own.store.exists("theirs")).isFalse();
        }
        try (Application own = Application.on(server.url())) {
            assertThat(own.store.capabilities()).contains(Capability.ATOMIC_BATCHES);
            assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> {
                makeAnew(own.bucket);
                own.store.atomically(batch -> batch.set("a", "1").set("b", "2"));
            });
            await().atMost(Application.HEALS)
                    .ignoreExceptionsInstanceOf(KVUnavailableException.class)
                    .until(() -> !own.store.capabilities().contains(Capability.ATOMIC_BATCHES));
        }
    }

    /** Has a plain client make the bucket anew while nobody looks, which the store finds out by the call. */
    private void assertHeals(Application own, Consumer<KVStore> call) throws Exception {
        makeAnew(own.bucket);
        assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> call.accept(own.store));
        await().atMost(Application.HEALS)
                .ignoreExceptionsInstanceOf(KVUnavailableException.class)
                .untilAsserted(() -> call.accept(own.store));
    }

    private void makeAnew(String bucket) throws Exception {
        connection.keyValueManagement().delete(bucket);
        create(bucket);
        connection.keyValue(bucket).put("theirs", bytes("1"));
    }

    /** As GoFr does. */
    private void create(String bucket) throws Exception {
        connection
                .keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name(bucket)
                        .maxHistoryPerKey(1)
                        .storageType(StorageType.File)
                        .replicas(1)
                        .build());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
