package dev.kvcdi.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.CopyOptions;
import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVStores;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Watch;
import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.se.KVRuntime;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Canaries in every secret that a driver declares, and in keys and values: no log, no failure, no text of an object, no span, no metric and
 * no health check shows them, whether calls work or fail. The credentials of AWS, which no key declares, have a test of their own in the driver.
 */
class CanaryTest {

    private static final String CANARY = "cAnArY";
    private static final NatsServer nats = NatsServer.start(NatsBinary.CURRENT);

    @TempDir
    private Path folder;

    /** A value whose JSON has the canary. */
    public record Person(String name, int age) {}

    /** What such a value is no JSON for. */
    public record Other(int name) {}

    @AfterAll
    static void stop() {
        nats.close();
    }

    /** A secret that a driver declares, and how it is given. */
    private record Secret(KVDriver driver, ConfigKey key, boolean inAFile) {
        String property() {
            return "kv." + driver.name() + "." + key.name() + (inAFile ? "-file" : "");
        }
    }

    @TestFactory
    Stream<DynamicTest> secrets_ofEveryKey_areNowhere() {
        List<Secret> secrets = ServiceLoader.load(KVDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(driver -> driver.configKeys().stream()
                        .filter(ConfigKey::secret)
                        .flatMap(key -> Stream.of(new Secret(driver, key, false), new Secret(driver, key, true))))
                .toList();
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(12);
        return secrets.stream().map(secret -> DynamicTest.dynamicTest(secret.property(), () -> assertHidden(secret)));
    }

    /** Starts that succeed where the token is the secret, that the engine or the driver refuses otherwise, or that fail for another key. */
    private void assertHidden(Secret secret) throws IOException {
        String value = secret.inAFile
                ? Files.writeString(folder.resolve("secret"), CANARY).toString()
                : CANARY;
        try (Shown shown = new Shown();
                NatsServer server = NatsServer.start(NatsBinary.CURRENT, "authorization { token: " + CANARY + " }\n")) {
            var properties = new HashMap<>(companions(secret));
            properties.put("kv.driver", secret.driver.name());
            properties.put("kv.stores", "a");
            properties.put("kv.timeout", "2s");
            properties.put("kv.nats.servers", server.url());
            properties.put(secret.property(), value);
            showCalls(properties, shown);
            properties.put("kv.timeout", "soon");
            showCalls(properties, shown);
            assertNothingIn(shown);
        }
    }

    private static void showCalls(Map<String, String> properties, Shown shown) {
        shown.add(catchThrowable(() -> {
            try (KVRuntime runtime = KVRuntime.builder().properties(properties).start()) {
                showCalls(runtime.store("a"), shown);
            }
        }));
        shown.add(catchThrowable(() -> Observed.run(properties, shown, store -> showCalls(store, shown))));
    }

    private static void showCalls(KVStore store, Shown shown) {
        shown.add(store);
        shown.add(catchThrowable(() -> store.get("key")));
        shown.add(catchThrowable(() -> store.set("key", "value")));
    }

    /** Where a password is right, other messages and objects hold it than where it is refused. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void password_thatTheServerTakes_isNowhere(boolean inAFile) throws IOException {
        String file = Files.writeString(folder.resolve("password"), CANARY).toString();
        try (Shown shown = new Shown();
                NatsServer server = NatsServer.start(
                        NatsBinary.CURRENT, "authorization { user: someone, password: " + CANARY + " }\n")) {
            Map<String, String> properties = Map.of(
                    "kv.driver",
                    "nats",
                    "kv.timeout",
                    "2s",
                    "kv.nats.servers",
                    server.url(),
                    "kv.nats.user",
                    "someone",
                    inAFile ? "kv.nats.password-file" : "kv.nats.password",
                    inAFile ? file : CANARY);
            Observed.run(properties, shown, store -> {
                await().atMost(Duration.ofMinutes(1))
                        .ignoreExceptionsInstanceOf(KVException.class)
                        .untilAsserted(() -> store.set("key", "value"));
                assertThat(store.get("key")).contains("value");
                shown.add(store);
                server.kill();
                Throwable failure = catchThrowable(() -> store.get("key"));
                assertThat(failure).isInstanceOf(KVException.class);
                shown.add(failure);
            });
            assertObserved(shown);
            assertNothingIn(shown);
        }
    }

    /** What goes together with a key, or the driver would not look at it. */
    private Map<String, String> companions(Secret secret) throws IOException {
        return switch (secret.key.name()) {
            case "password" -> Map.of("kv.nats.user", "someone");
            case "truststore-password" ->
                Map.of(
                        "kv.nats.truststore",
                        Files.writeString(folder.resolve("trust"), "no store").toString());
            case "keystore-password" ->
                Map.of(
                        "kv.nats.keystore",
                        Files.writeString(folder.resolve("keys"), "no store").toString());
            default -> Map.of();
        };
    }

    @TestFactory
    Stream<DynamicTest> keysAndValues_onEveryEngine_areNowhere() {
        String table = "t-" + UUID.randomUUID();
        return Stream.of(
                DynamicTest.dynamicTest("memory", () -> assertHidden(Map.of("kv.driver", "memory"), Optional.empty())),
                DynamicTest.dynamicTest(
                        "rocksdb",
                        () -> assertHidden(
                                Map.of("kv.driver", "rocksdb", "kv.rocksdb.path", folder.toString()),
                                Optional.empty())),
                DynamicTest.dynamicTest("nats", () -> {
                    try (TcpProxy proxy = new TcpProxy(nats.port())) {
                        assertHidden(
                                Map.of(
                                        "kv.driver",
                                        "nats",
                                        "kv.nats.servers",
                                        "nats://" + proxy.address(),
                                        "kv.nats.bucket",
                                        table),
                                Optional.of(proxy));
                    }
                }),
                DynamicTest.dynamicTest("dynamodb", () -> {
                    try (TcpProxy proxy = new TcpProxy(DynamoDbLocal.shared().port())) {
                        assertHidden(
                                Map.of(
                                        "kv.driver",
                                        "dynamodb",
                                        "kv.dynamodb.endpoint",
                                        "http://" + proxy.address(),
                                        "kv.dynamodb.table",
                                        table,
                                        "kv.dynamodb.create-table",
                                        "true"),
                                Optional.of(proxy));
                    }
                }));
    }

    private void assertHidden(Map<String, String> properties, Optional<TcpProxy> proxy) {
        var all = new HashMap<>(properties);
        all.put("kv.timeout", "2s");
        all.put("kv.max-value-bytes", "1000");
        try (Shown shown = new Shown()) {
            Observed.run(all, shown, store -> use(store, proxy, shown));
            assertObserved(shown);
            assertNothingIn(shown);
        }
    }

    private static void use(KVStore store, Optional<TcpProxy> proxy, Shown shown) {
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(KVException.class)
                .untilAsserted(() -> warmUp(store));
        TypedKVStore<Person> people = store.json(Person.class);
        try (Watch watch = people.watch(CANARY, change -> shown.add(change.getClass()))) {
            shown.add(watch);
            work(store, people, shown);
        }
        mistakes(store, shown);
        proxy.ifPresent(line -> {
            line.hang();
            outage(store, shown);
            line.cut();
            line.refuse();
            outage(store, shown);
        });
    }

    /** What takes long for the first time. */
    private static void warmUp(KVStore store) {
        try (Watch watch = store.watch("none", change -> {})) {
            assertThat(watch).isNotNull();
            store.setAll(Map.of("first", "value", "second", "value"));
            store.atomically(batch -> batch.delete("first").delete("second"));
        }
        assertThat(store.get("first")).isEmpty();
    }

    private static void work(KVStore store, TypedKVStore<Person> people, Shown shown) {
        people.set(CANARY, new Person(CANARY, 36));
        shown.add(people.entry(CANARY).orElseThrow());
        shown.add(people.put(CANARY, new Person(CANARY, 37), PutOptions.ifAbsent()));
        people.compute(CANARY, before -> Optional.of(new Person(CANARY, 38)));
        store.setAll(Map.of(CANARY + "1", CANARY, CANARY + "2", CANARY));
        assertThat(store.getAll(List.of(CANARY + "1", CANARY + "2"))).hasSize(2);
        store.atomically(batch -> batch.set(CANARY + "3", CANARY));
        try (Stream<String> keys = store.keys(CANARY)) {
            assertThat(keys).hasSize(4);
        }
        shown.add(store.page(CANARY, 1, null));
        store.deleteAll(List.of(CANARY + "2", CANARY + "3"));
        shown.add(store);
        shown.add(store.prefixed(CANARY));
        shown.add(people);
        shown.add(store.bytes());
    }

    private static void mistakes(KVStore store, Shown shown) {
        String large = CANARY.repeat(1_000);
        for (Runnable mistake : List.<Runnable>of(
                () -> store.set(large, CANARY),
                () -> store.set(CANARY, large),
                () -> store.setAll(Map.of(CANARY, large)),
                () -> store.json(Other.class).get(CANARY),
                () -> store.json(Person.class).get(CANARY + "1"),
                () -> store.set(CANARY, CANARY + "\ud800"),
                () -> store.compute(CANARY, before -> Optional.of(large)),
                () -> store.page(CANARY, 1, CANARY),
                () -> KVStores.copy(store.prefixed(CANARY), store.prefixed(CANARY), CopyOptions.atRest()),
                () -> store.atomically(batch -> batch.set(CANARY, large)))) {
            Throwable failure = catchThrowable(mistake::run);
            assertThat(failure).isNotNull();
            shown.add(failure);
        }
    }

    private static void outage(KVStore store, Shown shown) {
        for (Runnable call : List.<Runnable>of(
                () -> store.get(CANARY),
                () -> store.set(CANARY, CANARY),
                () -> store.setAll(Map.of(CANARY + "4", CANARY, CANARY + "5", CANARY)),
                () -> store.put(CANARY, CANARY, PutOptions.ifAbsent()),
                () -> store.atomically(batch -> batch.set(CANARY, CANARY)),
                () -> store.delete(CANARY))) {
            Throwable failure = catchThrowable(call::run);
            assertThat(failure).isInstanceOf(KVException.class);
            if (failure instanceof KVBatchException batch) {
                assertThat(batch.fates()).hasSize(2);
            }
            shown.add(failure);
        }
    }

    private static void assertObserved(Shown shown) {
        assertThat(shown.texts())
                .as("the health check, the metrics and the spans")
                .anyMatch(text -> text.startsWith("kv-cdi is "))
                .anyMatch(text -> text.contains("name=db.client.operation.duration"))
                .anyMatch(text -> text.contains("name=get default"));
    }

    private static void assertNothingIn(Shown shown) {
        assertThat(shown.texts())
                .as("there is something to look at")
                .anyMatch(text -> text.startsWith("dev.kvcdi") || text.contains("KVCDI"));
        assertThat(shown.texts()).noneMatch(text -> text.contains(CANARY));
    }
}
