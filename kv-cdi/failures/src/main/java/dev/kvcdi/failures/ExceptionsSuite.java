package dev.kvcdi.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.CopyOptions;
import dev.kvcdi.KVAccessDeniedException;
import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.KVCancelledException;
import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVContentionException;
import dev.kvcdi.KVCorruptionException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStorageException;
import dev.kvcdi.KVStorageFullException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVStores;
import dev.kvcdi.KVThrottledException;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.se.KVRuntime;
import dev.kvcdi.testkit.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each exception of the API, made to happen on a real engine and compared with its entry in the guide, inside a server or outside. */
public abstract class ExceptionsSuite {

    /** The token that {@link #natsWithToken} wants. */
    public static final String TOKEN = "right";

    private static final Set<String> seen = new TreeSet<>();

    private final Guide guide = new Guide();

    @TempDir
    private Path folder;

    /** Returns the URL of a NATS server. */
    protected abstract String nats();

    /** Returns the URL of a NATS server that wants {@link #TOKEN}. */
    protected abstract String natsWithToken();

    /** Returns the endpoint of a DynamoDB Local. */
    protected abstract String dynamoDb();

    /** Returns the endpoint of a {@link ThrottlingDynamoDb}. */
    protected abstract String throttlingDynamoDb();

    @BeforeAll
    static void begin() {
        seen.clear();
    }

    /** A new exception needs a test here. */
    @AfterAll
    static void allExceptionsHappened() {
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(new Guide()
                        .entries().keySet().stream()
                                .filter(number -> number.startsWith("KVCDI02"))
                                .toList());
    }

    @Test
    void driverWithADefect_isAnException() {
        try (KVRuntime runtime = KVRuntime.builder()
                .driver(new DefectiveDriver())
                .property("kv.driver", "defective")
                .start()) {
            assertHappens(KVException.class, () -> runtime.store("default").get("key"));
        }
    }

    @Test
    void serverGone_isUnavailable() {
        try (TcpProxy proxy = new TcpProxy(URI.create(nats()).getPort());
                KVRuntime runtime = onNats("nats://" + proxy.address())) {
            KVStore store = opened(runtime);
            proxy.refuse();
            assertHappens(KVUnavailableException.class, () -> store.get("key"));
        }
    }

    @Test
    void answerOfAReadLate_isATimeout() {
        try (TcpProxy proxy = new TcpProxy(URI.create(nats()).getPort());
                KVRuntime runtime = onNats("nats://" + proxy.address(), "kv.timeout", "1s")) {
            KVStore store = opened(runtime);
            proxy.hang();
            assertHappens(KVTimeoutException.class, () -> store.get("key"));
            proxy.resume();
        }
    }

    @Test
    void answerOfAWriteLost_isAnUnknownOutcome() {
        try (TcpProxy proxy = new TcpProxy(URI.create(nats()).getPort());
                KVRuntime runtime = onNats("nats://" + proxy.address(), "kv.timeout", "1s")) {
            KVStore store = opened(runtime);
            proxy.hang();
            assertHappens(KVOutcomeUnknownException.class, () -> store.set("key", "other"));
            proxy.resume();
        }
    }

    @Test
    void tokenWrong_isDenied() {
        try (KVRuntime runtime = onNats(natsWithToken(), "kv.nats.token", "wrong")) {
            assertHappens(
                    KVAccessDeniedException.class,
                    () -> runtime.store("default").get("key"));
        }
    }

    @Test
    void bucketFull_isStorageFull_andABatchGoesInInPart() {
        try (KVRuntime runtime = onNats(nats(), "kv.nats.max-bytes", "64KB")) {
            KVStore store = runtime.store("default");
            Map<String, String> values = IntStream.range(0, 20)
                    .boxed()
                    .collect(
                            Collectors.toMap(i -> "key-" + i, i -> "v".repeat(8_000), (a, b) -> a, LinkedHashMap::new));
            KVBatchException partial = assertHappens(KVBatchException.class, () -> store.setAll(values));
            assertThat(partial.fates()).containsValues(Fate.APPLIED, Fate.NOT_APPLIED);
            assertHappens(KVStorageFullException.class, () -> store.set("more", "v".repeat(60_000)));
        }
    }

    @Test
    void serviceThatThrottles_isThrottled() {
        try (KVRuntime runtime =
                started("dynamodb", "kv.dynamodb.endpoint", throttlingDynamoDb(), "kv.timeout", "2s")) {
            KVStore store = runtime.store("default");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertHappens(KVThrottledException.class, () -> store.get("key")));
        }
    }

    @Test
    void tableWithAnotherKey_isUnsupported() {
        String table = "t-" + UUID.randomUUID();
        String endpoint = dynamoDb();
        try (KVRuntime first = onDynamoDb(endpoint, table);
                KVRuntime second = onDynamoDb(endpoint, table, "kv.dynamodb.partition-key-name", "other")) {
            first.store("default").set("key", "value");
            assertHappens(
                    KVUnsupportedException.class, () -> second.store("default").get("key"));
        }
    }

    @Test
    void keyEmpty_isInvalid() {
        try (KVRuntime runtime = onRocksDb()) {
            assertHappens(
                    KVInvalidKeyException.class, () -> runtime.store("default").get(""));
        }
    }

    @Test
    void valueLarge_isOverTheLimit() {
        try (KVRuntime runtime = onRocksDb("kv.max-value-bytes", "10")) {
            assertHappens(KVLimitException.class, () -> runtime.store("default").set("key", "more than ten bytes"));
        }
    }

    @Test
    void valueNoText_isNotDecoded() {
        try (KVRuntime runtime = onRocksDb()) {
            KVStore store = runtime.store("default");
            store.bytes().set("key", new byte[] {(byte) 0xff});
            assertHappens(KVCodecException.class, () -> store.get("key"));
        }
    }

    @Test
    void othersKeepWriting_isContention() {
        try (KVRuntime runtime = onRocksDb("kv.timeout", "2s")) {
            KVStore store = opened(runtime);
            assertHappens(
                    KVContentionException.class,
                    () -> store.compute("key", current -> {
                        store.set("key", UUID.randomUUID().toString());
                        return Optional.of("mine");
                    }));
        }
    }

    @Test
    void fileUnusable_isAFailureOfTheStorage() throws IOException {
        try (KVRuntime runtime = onRocksDb()) {
            runtime.store("default").set("key", "value");
        }
        Path lock = folder.resolve("application/lock");
        Files.delete(lock);
        Files.createDirectory(lock);
        try (KVRuntime runtime = onRocksDb()) {
            assertHappens(
                    KVStorageException.class, () -> runtime.store("default").get("key"));
        }
    }

    @Test
    void filesDamaged_isCorruption() throws IOException {
        try (KVRuntime runtime = onRocksDb()) {
            runtime.store("default").set("key", "value");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            Path current =
                    files.filter(file -> file.endsWith("CURRENT")).findFirst().orElseThrow();
            Files.writeString(current, "nothing\n");
        }
        try (KVRuntime runtime = onRocksDb()) {
            assertHappens(
                    KVCorruptionException.class, () -> runtime.store("default").get("key"));
        }
    }

    @Test
    void storeClosed_isClosed() {
        KVRuntime runtime = onRocksDb();
        KVStore store = runtime.store("default");
        runtime.close();
        assertHappens(KVClosedException.class, () -> store.get("key"));
    }

    @Test
    void copyInterrupted_isCancelled() {
        try (KVRuntime runtime = onRocksDb("kv.stores", "from,to")) {
            KVStore from = runtime.store("from");
            KVStore to = runtime.store("to");
            from.set("key", "value");
            to.set("other", "value");
            Thread.currentThread().interrupt();
            assertHappens(KVCancelledException.class, () -> KVStores.copy(from, to, CopyOptions.atRest()));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Of exactly this type, and as the guide says. */
    private <E extends KVException> E assertHappens(Class<E> type, ThrowingCallable call) {
        E thrown = catchThrowableOfType(type, call);
        assertThat(thrown).isExactlyInstanceOf(type);
        guide.assertExplains(thrown.number(), thrown.getMessage());
        assertThat(guide.entry(thrown.number()).body()).contains("`" + type.getSimpleName() + "`");
        seen.add(thrown.number());
        return thrown;
    }

    /** Waits for a store that has an entry, longer than a call does. */
    private static KVStore opened(KVRuntime runtime) {
        KVStore store = runtime.store("default");
        await("the store is open")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(KVException.class)
                .untilAsserted(() -> store.set("key", "value"));
        return store;
    }

    private KVRuntime onRocksDb(String... more) {
        return started("rocksdb", with(more, "kv.rocksdb.path", folder.toString()));
    }

    private static KVRuntime onNats(String servers, String... more) {
        return started("nats", with(more, "kv.nats.servers", servers, "kv.nats.bucket", "b-" + UUID.randomUUID()));
    }

    private static KVRuntime onDynamoDb(String endpoint, String table, String... more) {
        return started(
                "dynamodb",
                with(
                        more,
                        // Its first calls take seconds where the machine is busy.
                        "kv.timeout",
                        "1m",
                        "kv.dynamodb.endpoint",
                        endpoint,
                        "kv.dynamodb.table",
                        table,
                        "kv.dynamodb.create-table",
                        "true"));
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    private static KVRuntime started(String driver, String... properties) {
        KVRuntime.Builder builder = KVRuntime.builder().property("kv.driver", driver);
        for (int i = 0; i < properties.length; i += 2) {
            builder.property(properties[i], properties[i + 1]);
        }
        return builder.start();
    }
}
