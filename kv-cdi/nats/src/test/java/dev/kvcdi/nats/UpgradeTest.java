package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Change;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.Watch;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import dev.kvcdi.testkit.DriverHarness;
import dev.kvcdi.testkit.UpgradeContract;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages of earlier releases are read; of what newer ones wrote, nothing is changed that is looked at. */
class UpgradeTest extends UpgradeContract {

    private static final Map<String, String> BUCKETS =
            Map.of("first", "kv.nats.bucket", "second", "kv.store.second.nats.bucket");

    private static NatsServer server;

    @BeforeAll
    static void start() {
        server = NatsServer.start(NatsBinary.CURRENT);
        server.awaitJetStream();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected DriverHarness harness() {
        return new NatsHarness(server.url(), 1);
    }

    @Override
    protected void keep(Map<String, String> properties, Path dataFolder, Path kept) throws Exception {
        try (PlainClient connection = server.connect()) {
            JetStreamManagement management = connection.jetStreamManagement();
            for (Map.Entry<String, String> each : BUCKETS.entrySet()) {
                String bucket = properties.get(each.getValue());
                StreamInfo stream = management.getStreamInfo(BucketOpening.stream(bucket));
                List<MessageJson> messages = new ArrayList<>();
                MessageInfo next = null;
                long last = stream.getStreamState().getLastSequence();
                for (long after = 0; after < last; after = next.getSeq()) {
                    next = management.getNextMessage(stream.getConfiguration().getName(), after + 1, all(bucket));
                    messages.add(MessageJson.of(next, prefix(bucket)));
                }
                Files.writeString(
                        kept.resolve(each.getKey() + "-stream.json"),
                        stream.getConfiguration().toJson().replace(bucket, each.getKey()) + "\n");
                MessageJson.write(kept.resolve(each.getKey() + ".json"), messages);
            }
        }
    }

    @Override
    protected void restore(Path kept, Map<String, String> properties, Path dataFolder) throws Exception {
        try (PlainClient connection = server.connect()) {
            for (Map.Entry<String, String> each : BUCKETS.entrySet()) {
                String bucket = properties.get(each.getValue());
                StreamConfiguration was =
                        StreamConfiguration.instance(Files.readString(kept.resolve(each.getKey() + "-stream.json")));
                connection
                        .jetStreamManagement()
                        .addStream(StreamConfiguration.builder(was)
                                .name(BucketOpening.stream(bucket))
                                .subjects(all(bucket))
                                .build());
                long last = 0;
                for (MessageJson message : MessageJson.read(kept.resolve(each.getKey() + ".json"))) {
                    String subject = prefix(bucket) + message.key();
                    // What was replaced took a sequence too, which a version has in it.
                    for (; last + 1 < message.sequence(); last++) {
                        connection.jetStream().publish(subject, new byte[0]);
                    }
                    last = connection
                            .jetStream()
                            .publish(subject, message.headers(), message.data())
                            .getSeqno();
                    assertThat(last).isEqualTo(message.sequence());
                }
            }
        }
    }

    private static String prefix(String bucket) {
        return "$KV." + bucket + ".";
    }

    private static String all(String bucket) {
        return prefix(bucket) + ">";
    }

    @Test
    void message_newerFormat_isRefusedAndLeftAlone() throws Exception {
        try (Application application = Application.on(server.url());
                PlainClient connection = server.connect()) {
            KVStore store = application.store;
            store.set("newer", "value");
            Version version = store.entry("newer").orElseThrow().version();
            String subject = prefix(application.bucket) + "newer";
            BlockingQueue<Change<String>> changes = new LinkedBlockingQueue<>();
            try (Watch watch = store.watch("", changes::add)) {
                assertThat(watch).isNotNull();
                publishNewer(connection, subject);
                assertThat(changes.poll(30, TimeUnit.SECONDS)).isInstanceOf(Change.Lost.class);
            }
            String before = newest(connection, application.stream(), subject);

            refused(() -> store.get("newer"));
            refused(() -> store.exists("newer"));
            refused(() -> store.entry("newer"));
            refused(() -> store.getAll(List.of("newer")));
            refused(() -> store.keys("").toList());
            refused(() -> store.entries("").toList());
            refused(() -> store.put("newer", "other", PutOptions.ifAbsent()));
            refused(() -> store.put("newer", "other", PutOptions.ifPresent()));
            refused(() -> store.put("newer", "other", PutOptions.ifVersion(version)));
            refused(() -> store.compute("newer", value -> Optional.of("other")));
            refused(() -> store.delete("newer"));
            refused(() -> store.delete("newer", version));
            refused(() -> store.deleteAll(List.of("newer")));
            refused(() -> store.atomically(batch -> batch.delete("newer")));
            refused(() -> store.atomically(
                    batch -> batch.set("beside", "value").put("newer", "other", PutOptions.ifVersion(version))));

            assertThat(newest(connection, application.stream(), subject)).isEqualTo(before);
            assertThat(store.exists("beside")).isFalse();
            // Whoever writes without looking replaces whatever is there, as ever.
            store.set("newer", "replaced");
            assertThat(store.get("newer")).contains("replaced");
        }
    }

    @Test
    void sweep_newerFormat_leavesItAlone() throws Exception {
        try (Application application = Application.on(
                        server.url(), "kv.nats.purge-interval", "200ms", "kv.nats.marker-retention", "1s");
                PlainClient connection = server.connect()) {
            String subject = prefix(application.bucket) + "newer";
            publishNewer(connection, subject);
            String before = newest(connection, application.stream(), subject);
            application.store.set("expires", "value", Duration.ofHours(1));
            application.advance(Duration.ofHours(2));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> connection
                                    .jetStreamManagement()
                                    .getStreamInfo(application.stream())
                                    .getStreamState()
                                    .getMsgCount()
                            == 1);
            assertThat(newest(connection, application.stream(), subject)).isEqualTo(before);
        }
    }

    /** While versions replace each other, both write: one warning does for all of it. */
    @Test
    void watch_manyMessagesOfNewerFormat_oneWarning() throws Exception {
        try (LoggedWarnings warnings = new LoggedWarnings();
                Application application = Application.on(server.url());
                PlainClient connection = server.connect()) {
            AtomicInteger lost = new AtomicInteger();
            Consumer<Change<String>> listener = change -> {
                if (change instanceof Change.Lost) {
                    lost.incrementAndGet();
                }
            };
            try (Watch one = application.store.watch("", listener);
                    Watch other = application.store.watch("", listener)) {
                assertThat(one).isNotSameAs(other);
                for (int i = 1; i <= 3; i++) {
                    publishNewer(connection, prefix(application.bucket) + "newer");
                    application.store.set("older", "value");
                    int told = 2 * i;
                    await().atMost(Application.HEALS)
                            .untilAsserted(() -> assertThat(lost).hasValue(told));
                }
            }
            assertThat(warnings.texts())
                    .filteredOn(warning -> warning.contains(NatsMessage.NEWER_WRITES.number()))
                    .hasSize(1);
        }
    }

    /** Publishes what would be an expired entry, or the marker of a deletion, were it of this format. */
    private static void publishNewer(PlainClient connection, String subject) throws Exception {
        Headers headers = new Headers()
                .put("KV-CDI-Write", "2-news")
                .put("KV-CDI-Expiry", "1")
                .put("KV-Operation", "NEWS");
        connection.jetStream().publish(subject, headers, "many".getBytes(StandardCharsets.UTF_8));
    }

    private static String newest(PlainClient connection, String stream, String subject) throws Exception {
        MessageInfo message = connection.jetStreamManagement().getLastMessage(stream, subject);
        return message.getSeq() + " " + message.getHeaders() + " "
                + new String(message.getData(), StandardCharsets.UTF_8);
    }

    private static void refused(ThrowingCallable call) {
        assertThatExceptionOfType(KVUnsupportedException.class)
                .isThrownBy(call)
                .withMessageContaining("newer version of kv-cdi-nats")
                .withMessageContaining("deploy that version")
                .withMessageContaining("not changed");
    }
}
