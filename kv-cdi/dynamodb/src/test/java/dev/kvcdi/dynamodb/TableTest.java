package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVCorruptionException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Tables that are missing, made, of another form, and shared with other clients. */
class TableTest {

    private static String endpoint;
    private static DynamoDbClient direct;

    @BeforeAll
    static void start() {
        endpoint = DynamoDbLocal.shared().endpoint();
        direct = DynamoDbHarness.client(endpoint);
    }

    @AfterAll
    static void stop() {
        direct.close();
    }

    @Test
    void start_missingTable_saysHowToMakeItUntilItIsThere() {
        String table = Application.newTable();
        try (Application application = Application.starting(endpoint, table, "kv.dynamodb.create-table", "false")) {
            assertThatExceptionOfType(KVUnavailableException.class)
                    .isThrownBy(() -> application.store.get("key"))
                    .withMessageContaining("kv.dynamodb.create-table=true")
                    .withMessageContaining(command(
                            table,
                            "AttributeName=pk,AttributeType=S",
                            "AttributeName=pk,KeyType=HASH",
                            " --endpoint-url " + endpoint + " --region us-east-1"));
            createTable(table, "pk", null);
            application.awaitAnswer(Application.HEALS);
        }
    }

    @Test
    void start_missingTableOfAKeyForQuotes_givesACommandWithQuotes() {
        String table = Application.newTable();
        try (Application application = Application.starting(
                endpoint,
                table,
                "kv.dynamodb.create-table",
                "false",
                "kv.dynamodb.region",
                "eu-central-1",
                "kv.dynamodb.partition-key-name",
                "my \"key\", isn't \\")) {
            String key = "AttributeName=\"my \\\"key\\\", isn'\\''t \\\\\"";
            assertThatExceptionOfType(KVUnavailableException.class)
                    .isThrownBy(() -> application.store.get("key"))
                    .withMessageContaining(command(
                            table,
                            "'" + key + ",AttributeType=S'",
                            "'" + key + ",KeyType=HASH'",
                            " --endpoint-url " + endpoint + " --region eu-central-1"));
        }
    }

    /** What makes the table: AWS refuses a time to live until it is there. */
    private static String command(String table, String attribute, String key, String where) {
        return "create it: aws dynamodb create-table --table-name " + table + " --attribute-definitions " + attribute
                + " --key-schema " + key + " --billing-mode PAY_PER_REQUEST --stream-specification"
                + " StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES" + where
                + " && aws dynamodb wait table-exists --table-name " + table + where
                + " && aws dynamodb update-time-to-live --table-name " + table
                + " --time-to-live-specification Enabled=true,AttributeName=kv_ttl" + where;
    }

    @Test
    void start_tableToCreate_isOnDemandWithStreamAndExpiry() {
        try (Application application = Application.on(endpoint, "kv.dynamodb.partition-key-name", "my key")) {
            var table = direct.describeTable(request -> request.tableName(application.table))
                    .table();
            assertThat(table.keySchema())
                    .singleElement()
                    .satisfies(key -> assertThat(key.attributeName()).isEqualTo("my key"));
            assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
            assertThat(table.streamSpecification().streamEnabled()).isTrue();
            var time = direct.describeTimeToLive(request -> request.tableName(application.table))
                    .timeToLiveDescription();
            assertThat(time.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
            assertThat(time.attributeName()).isEqualTo("kv_ttl");
            application.store.set("key", "value");
            assertThat(application.store.entries("").toList()).hasSize(1);
        }
    }

    @Test
    void start_tableOfOthers_keepsItsTimeToLiveAndIsWarnedOf() {
        String table = Application.newTable();
        createTable(table, "pk", null);
        List<String> warnings = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("dev.kvcdi.driver.dynamodb");
        logger.setFilter(record -> {
            if (record.getLevel().equals(Level.WARNING)) {
                warnings.add(record.getMessage());
            }
            return true;
        });
        try (Application application = Application.at(endpoint, table)) {
            application.store.set("key", "value");
        } finally {
            logger.setFilter(null);
        }
        assertThat(direct.describeTimeToLive(request -> request.tableName(table))
                        .timeToLiveDescription()
                        .timeToLiveStatus())
                .isEqualTo(TimeToLiveStatus.DISABLED);
        assertThat(warnings)
                .filteredOn(warning -> warning.contains(table))
                .singleElement()
                .asString()
                .startsWith("KVCDI3003")
                .contains("aws dynamodb update-time-to-live");
    }

    @Test
    void start_tableThatTakesLongToCreate_hasATimeToLiveWhenItIsThere() throws IOException {
        try (StubService service = new StubService()) {
            service.answer(
                    "DescribeTable",
                    StubService.error(400, "ResourceNotFoundException"),
                    StubService.table("CREATING"));
            service.answer("CreateTable", StubService.ok("{}"));
            assertTimeToLiveWhenActive(service);
        }
    }

    @Test
    void start_answerToTheCreationIsLost_hasATimeToLiveWhenItIsThere() throws IOException {
        try (StubService service = new StubService()) {
            service.answer(
                    "DescribeTable",
                    StubService.error(400, "ResourceNotFoundException"),
                    StubService.table("CREATING"));
            service.answer("CreateTable", StubService.lost(), StubService.error(400, "ResourceInUseException"));
            assertTimeToLiveWhenActive(service);
        }
    }

    private static void assertTimeToLiveWhenActive(StubService service) {
        service.answer("DescribeTimeToLive", StubService.ok("""
                {"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}}"""));
        service.answer("UpdateTimeToLive", StubService.ok("{}"));
        try (Application application = Application.starting(service.url(), StubService.TABLE, "kv.timeout", "2s")) {
            await().atMost(Application.HEALS)
                    .untilAsserted(() -> assertThatExceptionOfType(KVUnavailableException.class)
                            .isThrownBy(() -> application.store.get("key"))
                            .withMessageContaining("is being created"));
            assertThat(service.asked("UpdateTimeToLive")).isZero();
            service.answer("DescribeTable", StubService.table("ACTIVE"));
            application.awaitAnswer(Application.HEALS);
            assertThat(service.asked("CreateTable")).isPositive();
            assertThat(service.asked("UpdateTimeToLive")).isOne();
        }
    }

    @Test
    void start_anotherApplicationIsFaster_leavesTheTimeToLiveToIt() throws IOException {
        try (StubService service = new StubService()) {
            service.answer(
                    "DescribeTable",
                    StubService.error(400, "ResourceNotFoundException"),
                    StubService.table("CREATING"),
                    StubService.table("ACTIVE"));
            service.answer("CreateTable", StubService.error(400, "ResourceInUseException"));
            service.answer("DescribeTimeToLive", StubService.ok("""
                    {"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}}"""));
            try (Application application = Application.at(service.url(), StubService.TABLE)) {
                assertThat(application.store.get("key")).isEmpty();
                assertThat(service.asked("CreateTable")).isOne();
                assertThat(service.asked("UpdateTimeToLive")).isZero();
            }
        }
    }

    @Test
    void start_tableWithSortKey_isUnsupported() {
        String table = Application.newTable();
        createTable(table, "pk", "sk");
        assertUnsupported(table, "sk (RANGE)");
    }

    @Test
    void start_tableWithOtherKey_isUnsupportedWithTheRemedy() {
        String table = Application.newTable();
        createTable(table, "id", null);
        assertUnsupported(table, "id (HASH)");
    }

    private static void assertUnsupported(String table, String key) {
        try (Application application = Application.starting(endpoint, table)) {
            assertThatExceptionOfType(KVUnsupportedException.class)
                    .isThrownBy(() -> application.store.get("key"))
                    .withMessageContaining(key)
                    .withMessageContaining("kv.dynamodb.partition-key-name");
        }
    }

    @Test
    void start_valuesLargerThanAnItem_areALimit() {
        try (Application application =
                Application.starting(endpoint, Application.newTable(), "kv.max-value-bytes", "409600")) {
            assertThatExceptionOfType(KVLimitException.class)
                    .isThrownBy(() -> application.store.get("key"))
                    .withMessageContaining(Integer.toString(DynamoDbEngine.LARGEST_VALUE));
        }
    }

    @Test
    void set_largestValueOfTheLongestKey_fitsIntoAnItem() {
        try (Application application =
                Application.on(endpoint, "kv.max-value-bytes", Integer.toString(DynamoDbEngine.LARGEST_VALUE))) {
            String key = "k".repeat(1_024);
            String value = "v".repeat(DynamoDbEngine.LARGEST_VALUE);
            application.store.set(key, value, Duration.ofDays(36_000));
            assertThat(application.store.get(key)).contains(value);
        }
    }

    @Test
    void getAll_moreThanAnAnswerHolds_readsAll() {
        try (Application application = Application.on(endpoint)) {
            Map<String, String> values = IntStream.range(0, 60)
                    .boxed()
                    .collect(Collectors.toMap(i -> "key" + i, i -> i + "x".repeat(379_000)));
            application.store.setAll(values);
            assertThat(application.store.getAll(values.keySet()).equals(values)).isTrue();
            assertThat(application.store.entries("").count()).isEqualTo(60);
        }
    }

    @Test
    void tableDeleted_storeThatMayCreateIt_healsByItself() {
        try (Application application = Application.on(endpoint)) {
            application.store.set("key", "value");
            direct.deleteTable(request -> request.tableName(application.table));
            assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> application.store.get("key"));
            application.awaitAnswer(Application.HEALS);
            assertThat(application.store.get("key")).isEmpty();
        }
    }

    @Test
    void itemThatIsNoEntry_isCorruptionAndCanBeReplaced() {
        try (Application application = Application.on(endpoint)) {
            direct.putItem(request -> request.tableName(application.table)
                    .item(Map.of("pk", AttributeValue.fromS("key"), "value", AttributeValue.fromN("1"))));
            assertThatExceptionOfType(KVCorruptionException.class).isThrownBy(() -> application.store.get("key"));
            assertThatExceptionOfType(KVCorruptionException.class)
                    .isThrownBy(() -> application.store.getAll(List.of("key")));
            assertThatExceptionOfType(KVCorruptionException.class)
                    .isThrownBy(() -> application.store.entries("").toList());
            application.store.set("key", "value");
            assertThat(application.store.get("key")).contains("value");
        }
    }

    @Test
    void keysThatAreNone_areNotListed() {
        try (Application application = Application.on(endpoint)) {
            application.store.set("key", "value");
            direct.putItem(request -> request.tableName(application.table)
                    .item(Map.of(
                            "pk", AttributeValue.fromS("k".repeat(2_000)), "value", AttributeValue.fromS("too long"))));
            assertThat(application.store.keys("")).containsExactly("key");
            assertThat(application.store.page("", 10, null).entries()).hasSize(1);
        }
    }

    @Test
    void foreignItem_hasAVersionThatConditionsMeet() {
        try (Application application = Application.on(endpoint)) {
            foreign(application.table, "key", "one");
            Version one = application.store.entry("key").orElseThrow().version();
            foreign(application.table, "key", "two");
            assertThat(application.store.put("key", "mine", PutOptions.ifVersion(one)))
                    .isEmpty();
            Version two = application.store.entry("key").orElseThrow().version();
            assertThat(application.store.put("key", "mine", PutOptions.ifVersion(two)))
                    .isPresent();
            assertThat(application.store.put("key", "mine", PutOptions.ifVersion(two)))
                    .isEmpty();
            foreign(application.table, "key", "three");
            assertThat(application.store.atomically(batch -> batch.put("key", "4", PutOptions.ifVersion(two))))
                    .isFalse();
            Version three = application.store.entry("key").orElseThrow().version();
            assertThat(application.store.delete("key", three)).isTrue();
        }
    }

    @Test
    void sparsePrefix_listingReadsOnAndShowsNoOtherKeys() {
        try (Application application = Application.on(endpoint)) {
            Map<String, String> others =
                    IntStream.range(0, 1_000).boxed().collect(Collectors.toMap(i -> "tenant/" + i, i -> "value"));
            application.store.setAll(others);
            application.store.set("mine/1", "value");
            application.store.set("mine/2", "value");
            Set<String> keys = application.store.keys("mine/").collect(Collectors.toSet());
            assertThat(keys).containsExactlyInAnyOrder("mine/1", "mine/2");
            var first = application.store.page("mine/", 1, null);
            assertThat(first.entries()).hasSize(1);
            var second = application.store.page("mine/", 1, first.nextCursor().orElseThrow());
            assertThat(second.entries()).hasSize(1);
        }
    }

    @Test
    void eventuallyConsistentReads_readWhatWasWritten() {
        try (Application application = Application.on(endpoint, "kv.dynamodb.consistent-reads", "false")) {
            application.store.set("key", "value");
            await().atMost(Application.HEALS)
                    .untilAsserted(
                            () -> assertThat(application.store.get("key")).contains("value"));
        }
    }

    @Test
    void failures_ofAnyKind_showNeitherKeyNorValue() {
        try (Application application = Application.on(endpoint)) {
            foreign(application.table, "secretkey", "secretvalue");
            direct.putItem(request -> request.tableName(application.table)
                    .item(Map.of("pk", AttributeValue.fromS("secretkey"), "value", AttributeValue.fromBool(true))));
            assertThatExceptionOfType(KVException.class)
                    .isThrownBy(() -> application.store.get("secretkey"))
                    .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"));
        }
    }

    private static void foreign(String table, String key, String value) {
        direct.putItem(request -> request.tableName(table)
                .item(Map.of("pk", AttributeValue.fromS(key), "value", AttributeValue.fromS(value))));
    }

    private static void createTable(String table, String key, @Nullable String sortKey) {
        List<AttributeDefinition> attributes = new ArrayList<>(List.of(attribute(key)));
        List<KeySchemaElement> keys = new ArrayList<>(List.of(element(key, KeyType.HASH)));
        if (sortKey != null) {
            attributes.add(attribute(sortKey));
            keys.add(element(sortKey, KeyType.RANGE));
        }
        direct.createTable(request -> request.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes)
                .keySchema(keys));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement element(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
