package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Change;
import dev.kvcdi.KVAccessDeniedException;
import dev.kvcdi.KVStore;
import dev.kvcdi.Watch;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Users who may not do everything. */
class PermissionsTest {

    /** So long that no machine takes as long for what does not wait for it. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final String[] LOGIN = {"kv.nats.user", "me", "kv.nats.password", "secretword", "kv.timeout", "2s"};

    @ParameterizedTest
    @EnumSource
    void writes_withoutPermission_areDeniedAtOnce(NatsBinary binary) {
        String users = """
                authorization { users: [
                  { user: all, password: secretword }
                  { user: reader, password: secretword, permissions: { publish: { deny: ["$KV.>"] } } }
                ] }
                """;
        try (NatsServer server = NatsServer.start(binary, users);
                Application all =
                        Application.on(server.url(), "kv.nats.user", "all", "kv.nats.password", "secretword");
                Application reader = Application.at(
                        server.url(),
                        all.bucket,
                        "kv.nats.user",
                        "reader",
                        "kv.nats.password",
                        "secretword",
                        "kv.timeout",
                        TIMEOUT.toSeconds() + "s")) {
            all.store.set("a", "1");
            assertThat(reader.store.get("a")).contains("1");
            assertThat(reader.store.keys("")).containsExactly("a");
            long begin = System.nanoTime();
            assertThatExceptionOfType(KVAccessDeniedException.class).isThrownBy(() -> reader.store.set("a", "2"));
            assertThatExceptionOfType(KVAccessDeniedException.class).isThrownBy(() -> reader.store.delete("a"));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
            assertThat(all.store.get("a")).contains("1");
        }
    }

    /** A server sends a watch 2 MB until it is told that they have come. Where the user may not tell, it has to begin again. */
    @ParameterizedTest
    @EnumSource
    void watch_withPermissions_tellsMoreThanTheServerSendsUnasked(NatsBinary binary) {
        assertWatchTellsAll(binary, ", \"$JS.FC.>\"");
        assertWatchTellsAll(binary, "");
    }

    private static void assertWatchTellsAll(NatsBinary binary, String flowControl) {
        String bucket = Application.newBucket();
        String users = "authorization { users: [ { user: me, password: secretword, permissions: {"
                + " publish: { allow: [\"$KV." + bucket + ".>\", \"$JS.API.>\"" + flowControl + "] },"
                + " subscribe: { allow: [\"_INBOX.>\"] } } } ] }\n";
        try (NatsServer server = NatsServer.start(binary, users);
                Application application =
                        Application.at(server.url(), bucket, "kv.nats.user", "me", "kv.nats.password", "secretword")) {
            KVStore store = application.store;
            Set<String> told = ConcurrentHashMap.newKeySet();
            try (Watch watch = store.watch("", change -> {
                if (change instanceof Change.Put<String> put) {
                    told.add(put.entry().key());
                } else {
                    store.keys("").forEach(told::add);
                }
            })) {
                assertThat(watch).isNotNull();
                String large = "x".repeat(100_000);
                IntStream.range(0, 50).forEach(i -> store.set("k" + i, large));
                await().atMost(Application.HEALS)
                        .untilAsserted(() -> assertThat(told).hasSize(50));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CURRENT, 'publish: { deny: [\"$JS.API.>\"] }', publish to $JS.API.STREAM.INFO.KV_",
        "OLDEST, 'publish: { deny: [\"$JS.API.>\"] }', publish to $JS.API.STREAM.INFO.KV_",
        "CURRENT, 'publish: { deny: [\"$JS.API.STREAM.CREATE.>\"] }', publish to $JS.API.STREAM.CREATE.KV_",
        "OLDEST, 'publish: { deny: [\"$JS.API.STREAM.CREATE.>\"] }', publish to $JS.API.STREAM.CREATE.KV_",
        "CURRENT, 'subscribe: { deny: [\"_INBOX.>\"] }', subscribe to _INBOX.>",
        "OLDEST, 'subscribe: { deny: [\"_INBOX.>\"] }', subscribe to _INBOX.>"
    })
    void open_withoutPermission_isDenied(NatsBinary binary, String permissions, String lacking) {
        try (NatsServer server = NatsServer.start(binary, user(permissions));
                Application application = Application.starting(server.url(), "b", LOGIN)) {
            await().atMost(Application.HEALS)
                    .untilAsserted(() -> assertDenied(() -> application.store.get("a"), lacking));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CURRENT, CONSUMER.CREATE",
        "OLDEST, CONSUMER.CREATE",
        "CURRENT, CONSUMER.MSG.NEXT",
        "OLDEST, CONSUMER.MSG.NEXT",
    })
    void keys_withoutPermission_areDenied(NatsBinary binary, String request) {
        String permissions = "publish: { deny: [\"$JS.API." + request + ".>\"] }";
        try (NatsServer server = NatsServer.start(binary, user(permissions));
                Application application = Application.on(server.url(), LOGIN)) {
            application.store.set("secretkey", "1");
            assertDenied(
                    () -> application.store.keys("secretkey").toList(),
                    "publish to $JS.API." + request + "." + application.stream());
        }
    }

    @ParameterizedTest
    @EnumSource
    void watch_withoutPermission_isDenied(NatsBinary binary) {
        try (NatsServer server = NatsServer.start(binary, user("publish: { deny: [\"$JS.API.CONSUMER.CREATE.>\"] }"));
                Application application = Application.on(server.url(), LOGIN)) {
            assertDenied(
                    () -> application.store.watch("secretkey", change -> {}),
                    "publish to $JS.API.CONSUMER.CREATE." + application.stream());
        }
    }

    /** The servers take a permission away and give it back, each time on a connection that is made anew. */
    @ParameterizedTest
    @EnumSource
    void calls_answersNoLongerPermitted_areDeniedUntilTheyAre(NatsBinary binary) throws Exception {
        String users = """
                authorization { users: [
                  { user: me, password: secretword }
                  { user: it, password: secretword, permissions: { subscribe: { deny: ["_INBOX.>"] } } }
                ] }
                """;
        AtomicBoolean denying = new AtomicBoolean();
        try (NatsServer server = NatsServer.start(binary, users);
                ChangingProxy proxy = new ChangingProxy(
                        server.port(),
                        request -> denying.get() ? request.replace("\"user\":\"me\"", "\"user\":\"it\"") : request,
                        UnaryOperator.identity());
                Application application = Application.on("nats://127.0.0.1:" + proxy.port(), LOGIN)) {
            application.store.set("a", "1");
            denying.set(true);
            proxy.cut();
            await().atMost(Application.HEALS)
                    .untilAsserted(() -> assertDenied(() -> application.store.get("a"), "subscribe to _INBOX.>"));
            denying.set(false);
            await().atMost(Application.HEALS)
                    .untilAsserted(() -> assertThatNoException().isThrownBy(() -> application.store.set("a", "2")));
        }
    }

    private static String user(String permissions) {
        return "authorization { users: [ { user: me, password: secretword, permissions: { " + permissions
                + " } } ] }\n";
    }

    private static void assertDenied(ThrowingCallable call, String lacking) {
        assertThatExceptionOfType(KVAccessDeniedException.class)
                .isThrownBy(call)
                .withMessageContaining("may not " + lacking)
                .withMessageContaining("allow publishing to $KV.<bucket>.>")
                .withMessageContaining("README")
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("secretkey", "secretword"));
    }
}
