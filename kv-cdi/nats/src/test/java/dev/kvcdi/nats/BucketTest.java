package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Capability;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVStorageFullException;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BucketTest {

    private static Map<NatsBinary, NatsServer> servers;

    @BeforeAll
    static void start() {
        servers = Arrays.stream(NatsBinary.values()).collect(Collectors.toMap(Function.identity(), NatsServer::start));
        servers.values().forEach(NatsServer::awaitJetStream);
    }

    @AfterAll
    static void stop() {
        servers.values().forEach(NatsServer::close);
    }

    @ParameterizedTest
    @EnumSource
    void open_noBucket_createsItAsConfigured(NatsBinary binary) throws Exception {
        NatsServer server = servers.get(binary);
        try (Application application = Application.on(
                        server.url(), "kv.nats.storage", "memory", "kv.nats.history", "3", "kv.nats.max-bytes", "5MB");
                PlainClient connection = server.connect()) {
            StreamConfiguration made = connection
                    .jetStreamManagement()
                    .getStreamInfo(application.stream())
                    .getConfiguration();
            assertThat(made.getStorageType()).isEqualTo(StorageType.Memory);
            assertThat(made.getMaxMsgsPerSubject()).isEqualTo(3);
            assertThat(made.getMaxBytes()).isEqualTo(5L << 20);
            assertThat(made.getReplicas()).isEqualTo(1);
            assertThat(made.getAllowDirect()).as("followers answer reads").isFalse();
            assertThat(application.store.capabilities()).doesNotContain(Capability.PERSISTENT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void capabilities_ofServer_areThoseThatItKeeps(NatsBinary binary) {
        try (Application application = Application.on(servers.get(binary).url())) {
            assertThat(application.store.capabilities())
                    .contains(Capability.CONDITIONAL_WRITES, Capability.WATCH, Capability.PERSISTENT);
            assertThat(application.store.capabilities().contains(Capability.ATOMIC_BATCHES))
                    .isEqualTo(binary == NatsBinary.CURRENT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_bucketWithOtherSettings_isUsedAsItIsWithOneWarning(NatsBinary binary) {
        NatsServer server = servers.get(binary);
        String bucket = Application.newBucket();
        Application.at(server.url(), bucket, "kv.nats.history", "5").close();
        try (LoggedWarnings warnings = new LoggedWarnings();
                Application again = Application.at(server.url(), bucket, "kv.nats.max-bytes", "9MB")) {
            again.store.set("a", "1");
            assertThat(again.store.get("a")).contains("1");
            assertThat(warnings.texts())
                    .filteredOn(warning -> warning.contains(bucket))
                    .singleElement()
                    .asString()
                    .contains("history is 5, configured 1", "max-bytes is -1, configured 9437184");
        }
    }

    @ParameterizedTest
    @EnumSource
    void expiry_bucketWithHistory_bringsNoOlderValueBack(NatsBinary binary) {
        try (Application application =
                Application.on(servers.get(binary).url(), "kv.nats.history", "5", "kv.nats.purge-interval", "200ms")) {
            application.store.set("a", "old");
            application.store.set("a", "new", Duration.ofHours(1));
            application.store.set("b", "1");
            application.store.set("b", "2");
            assertThat(application.store.entries("").map(entry -> entry.key() + entry.value()))
                    .containsExactlyInAnyOrder("anew", "b2");
            application.advance(Duration.ofHours(1));
            assertThat(application.store.get("a")).isEmpty();
            assertThat(application.store.keys("")).containsExactly("b");
            application.advance(BucketTraits.SLACK.plusSeconds(1));
            await().atMost(Duration.ofMinutes(1)).until(() -> messages(servers.get(binary), application) == 2);
            assertThat(application.store.get("a")).isEmpty();
            application.store.delete("b");
            assertThat(application.store.get("b")).isEmpty();
            assertThat(application.store.keys("")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sweep_expiredEntriesAndOldMarkers_purgesThemAndNothingElse(NatsBinary binary) {
        NatsServer server = servers.get(binary);
        try (Application application =
                Application.on(server.url(), "kv.nats.purge-interval", "200ms", "kv.nats.marker-retention", "1s")) {
            application.store.set("stays", "1");
            application.store.set("later", "1", Duration.ofDays(9));
            for (int i = 0; i < 50; i++) {
                application.store.set("expires" + i, "1", Duration.ofHours(1));
                application.store.set("deleted" + i, "1");
                application.store.delete("deleted" + i);
            }
            application.advance(Duration.ofHours(2));
            await().atMost(Duration.ofSeconds(60)).until(() -> messages(server, application) == 2);
            assertThat(application.store.keys("")).containsExactlyInAnyOrder("stays", "later");
        }
    }

    /** Servers take such messages of clients that do not ask for strict checks. */
    @ParameterizedTest
    @EnumSource
    void sweep_markerUnderAWildcard_leavesKeysAlone(NatsBinary binary) throws Exception {
        NatsServer server = servers.get(binary);
        try (Application application = Application.on(
                        server.url(), "kv.nats.purge-interval", "200ms", "kv.nats.marker-retention", "1s");
                PlainClient connection = server.connect()) {
            String prefix = "$KV." + application.bucket + ".";
            application.store.set("stays", "1");
            application.store.set("some/stays", "1");
            for (String token : List.of("*", ">")) {
                connection.jetStream().publish(prefix + token, new Headers().put("KV-Operation", "DEL"), new byte[0]);
            }
            application.store.set("deleted", "1");
            application.store.delete("deleted");
            application.advance(Duration.ofHours(2));
            // A sweep is in the order of the stream: what is behind the markers is purged after them.
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                assertThat(application.store.keys("")).containsExactlyInAnyOrder("stays", "some/stays");
                return messages(server, application) == 4;
            });
            assertThat(application.store.keys("")).containsExactlyInAnyOrder("stays", "some/stays");
        }
    }

    @ParameterizedTest
    @EnumSource
    void set_withTimeToLive_tellsItToServersThatKeepIt(NatsBinary binary) throws Exception {
        NatsServer server = servers.get(binary);
        try (Application application = Application.on(server.url());
                PlainClient connection = server.connect()) {
            application.store.set("a", "1", Duration.ofMillis(90_001));
            MessageInfo message = connection
                    .jetStreamManagement()
                    .getLastMessage(application.stream(), "$KV." + application.bucket + ".a");
            String told = message.getHeaders().getFirst("Nats-TTL");
            if (binary == NatsBinary.CURRENT) {
                assertThat(Integer.parseInt(told)).isBetween(119, 121);
            } else {
                assertThat(told).isNull();
            }
            application.store.set("a", "2");
            assertThat(connection
                            .jetStreamManagement()
                            .getLastMessage(application.stream(), "$KV." + application.bucket + ".a")
                            .getHeaders()
                            .getFirst("Nats-TTL"))
                    .isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void set_fullBucket_isStorageFull(NatsBinary binary) {
        try (Application application = Application.on(servers.get(binary).url(), "kv.nats.max-bytes", "1MB")) {
            String large = "x".repeat(300_000);
            assertThatExceptionOfType(KVStorageFullException.class)
                    .isThrownBy(() -> IntStream.range(0, 5).forEach(i -> application.store.set("a" + i, large)));
            assertThat(application.store.get("a0")).contains(large);
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_valuesLargerThanTheServerTakes_isALimit(NatsBinary binary) {
        try (Application application =
                Application.starting(servers.get(binary).url(), Application.newBucket(), "kv.max-value-bytes", "2MB")) {
            assertThatExceptionOfType(KVLimitException.class)
                    .isThrownBy(() -> application.store.get("a"))
                    .withMessageContaining("kv.max-value-bytes")
                    .withMessageContaining("max_payload");
        }
    }

    private static long messages(NatsServer server, Application application) throws Exception {
        try (PlainClient connection = server.connect()) {
            return connection
                    .jetStreamManagement()
                    .getStreamInfo(application.stream())
                    .getStreamState()
                    .getMsgCount();
        }
    }
}
