package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.Change;
import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.Watch;
import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.testkit.DriverHarness;
import dev.kvcdi.testkit.UpgradeContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of earlier releases are read; of what newer ones wrote, nothing is changed that is looked at. */
class UpgradeTest extends UpgradeContract {

    private static DynamoDbLocal server;

    @BeforeAll
    static void start() {
        server = DynamoDbLocal.startApart();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected DriverHarness harness() {
        return new DynamoDbHarness(server.endpoint());
    }

    @Override
    protected void keep(Map<String, String> properties, Path dataFolder, Path kept) throws IOException {
        try (DynamoDbClient client = DynamoDbHarness.client(properties)) {
            for (String table : DynamoDbHarness.TABLES) {
                ItemJson.write(file(kept, table), items(client, table));
            }
        }
    }

    @Override
    protected void restore(Path kept, Map<String, String> properties, Path dataFolder) throws IOException {
        try (DynamoDbClient client = DynamoDbHarness.client(properties)) {
            for (String table : DynamoDbHarness.TABLES) {
                ItemJson.read(file(kept, table))
                        .forEach(item -> client.putItem(
                                request -> request.tableName(table).item(item)));
            }
        }
    }

    private static Path file(Path kept, String table) {
        return kept.resolve(table + ".json");
    }

    private static List<Map<String, AttributeValue>> items(DynamoDbClient client, String table) {
        return client.scan(request -> request.tableName(table).consistentRead(true)).items().stream()
                .sorted(Comparator.comparing(item -> item.get("pk").s()))
                .toList();
    }

    @Test
    void item_newerFormat_isRefusedAndLeftAlone() throws InterruptedException {
        try (Application application = Application.on(server.endpoint());
                DynamoDbClient direct = DynamoDbHarness.client(server.endpoint())) {
            KVStore store = application.store;
            store.set("newer", "value");
            Version version = store.entry("newer").orElseThrow().version();
            Map<String, AttributeValue> newer =
                    new HashMap<>(items(direct, application.table).get(0));
            newer.put("kv_format", AttributeValue.fromN("2"));
            // Would have expired, were it of this format.
            newer.put("kv_expiry", AttributeValue.fromN("1"));
            newer.put("news", AttributeValue.fromS("many"));
            BlockingQueue<Change<String>> changes = new LinkedBlockingQueue<>();
            try (Watch watch = store.watch("", changes::add)) {
                assertThat(watch).isNotNull();
                direct.putItem(request -> request.tableName(application.table).item(newer));
                assertThat(changes.poll(30, TimeUnit.SECONDS)).isInstanceOf(Change.Lost.class);
            }

            refused(() -> store.get("newer"));
            refused(() -> store.exists("newer"));
            refused(() -> store.entry("newer"));
            refused(() -> store.getAll(List.of("newer")));
            refused(() -> store.keys("").toList());
            refused(() -> store.entries("").toList());
            refused(() -> store.keys("new").toList());
            refused(() -> store.put("newer", "other", PutOptions.ifAbsent()));
            refused(() -> store.put("newer", "other", PutOptions.ifPresent()));
            refused(() -> store.put("newer", "other", PutOptions.ifVersion(version)));
            refused(() -> store.compute("newer", value -> Optional.of("other")));
            refused(() -> store.delete("newer"));
            refused(() -> store.delete("newer", version));
            refused(() -> store.atomically(
                    batch -> batch.set("beside", "value").put("newer", "other", PutOptions.ifVersion(version))));
            refused(() -> store.atomically(batch -> batch.delete("newer")));
            refused(() -> store.atomically(batch -> batch.set("beside", "value").delete("newer")));
            refused(() -> store.deleteAll(List.of("newer")));

            assertThat(items(direct, application.table)).containsExactly(newer);
            // Whoever writes without looking replaces whatever is there, as ever.
            store.set("newer", "replaced");
            assertThat(store.get("newer")).contains("replaced");
        }
    }

    @Test
    void deleteAll_newerFormatAmongManyKeys_endsBeforeItAndTellsWhatIsDeleted() {
        try (Application application = Application.on(server.endpoint());
                DynamoDbClient direct = DynamoDbHarness.client(server.endpoint())) {
            KVStore store = application.store;
            // More than are looked at together, the newer one among the last.
            Map<String, String> values = IntStream.range(0, 120)
                    .boxed()
                    .collect(Collectors.toMap(i -> String.format("key%03d", i), i -> "value"));
            store.setAll(values);
            Map<String, AttributeValue> newer =
                    new HashMap<>(items(direct, application.table).get(119));
            newer.put("kv_format", AttributeValue.fromN("2"));
            direct.putItem(request -> request.tableName(application.table).item(newer));
            List<String> keys = values.keySet().stream().sorted().toList();

            assertThatExceptionOfType(KVBatchException.class)
                    .isThrownBy(() -> store.deleteAll(keys))
                    .withMessageContaining("newer version of kv-cdi-dynamodb")
                    .satisfies(e -> assertThat(e.fates())
                            .containsEntry("key099", Fate.APPLIED)
                            .containsEntry("key100", Fate.NOT_APPLIED));
            assertThat(items(direct, application.table)).hasSize(20).endsWith(newer);
            refused(() -> store.deleteAll(keys.subList(100, 120)));
            assertThat(items(direct, application.table)).hasSize(20).endsWith(newer);
            store.deleteAll(keys.subList(100, 119));
            assertThat(items(direct, application.table)).containsExactly(newer);
        }
    }

    private static void refused(ThrowingCallable call) {
        assertThatExceptionOfType(KVUnsupportedException.class)
                .isThrownBy(call)
                .withMessageContaining("newer version of kv-cdi-dynamodb")
                .withMessageContaining("deploy that version")
                .withMessageContaining("not changed");
    }
}
