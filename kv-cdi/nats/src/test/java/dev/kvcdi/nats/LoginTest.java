package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Change;
import dev.kvcdi.KVAccessDeniedException;
import dev.kvcdi.KVStore;
import dev.kvcdi.Watch;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import io.nats.client.NKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that let in only whom they know. */
class LoginTest {

    /** So long that no machine takes as long for what does not wait for it. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource
    void connect_userAndPassword_letsIn(NatsBinary binary) {
        try (NatsServer server = NatsServer.start(binary, "authorization { user: me, password: secretword }\n")) {
            try (Application application =
                    Application.on(server.url(), "kv.nats.user", "me", "kv.nats.password", "secretword")) {
                application.store.set("a", "1");
            }
            assertRefused(server, "kv.nats.user", "me", "kv.nats.password", "wrongword");
            assertRefused(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_token_letsIn(NatsBinary binary) {
        try (NatsServer server = NatsServer.start(binary, "authorization { token: secretword }\n")) {
            try (Application application = Application.on(server.url(), "kv.nats.token", "secretword")) {
                application.store.set("a", "1");
            }
            assertRefused(server, "kv.nats.token", "wrongword");
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_nkey_letsIn(NatsBinary binary) throws Exception {
        NKey key = NKey.createUser(null);
        String users = "authorization { users: [ { nkey: " + new String(key.getPublicKey()) + " } ] }\n";
        try (NatsServer server = NatsServer.start(binary, users)) {
            try (Application application = Application.on(server.url(), "kv.nats.nkey", new String(key.getSeed()))) {
                application.store.set("a", "1");
            }
            assertRefused(
                    server, "kv.nats.nkey", new String(NKey.createUser(null).getSeed()));
            assertRefused(server, "kv.nats.nkey", "wrongword");
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_credentials_letIn(NatsBinary binary, @TempDir Path folder) throws Exception {
        Jwts jwts = new Jwts();
        try (NatsServer server = NatsServer.start(binary, jwts.serverConfig())) {
            Path file = Files.writeString(folder.resolve("user.creds"), jwts.credentials());
            try (Application application = Application.on(server.url(), "kv.nats.credentials-file", file.toString())) {
                application.store.set("a", "1");
                assertThat(application.store.get("a")).contains("1");
            }
            assertRefused(server, "kv.nats.credentials", new Jwts().credentials());
            assertRefused(server, "kv.nats.credentials", "wrongword");
        }
    }

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

    @Test
    void start_keyStoreMissing_namesTheFile() {
        try (NatsServer server = NatsServer.start(NatsBinary.CURRENT);
                Application application = Application.starting(
                        server.url(),
                        "b",
                        "kv.nats.keystore",
                        "/nowhere/store.p12",
                        "kv.nats.keystore-password",
                        "secretword")) {
            assertDenied(application, "/nowhere/store.p12");
        }
    }

    private static void assertRefused(NatsServer server, String... settings) {
        try (Application application = Application.starting(server.url(), "b", settings)) {
            assertDenied(application, "kv.nats");
        }
    }

    private static void assertDenied(Application application, String message) {
        await().untilAsserted(() -> assertThatExceptionOfType(KVAccessDeniedException.class)
                .isThrownBy(() -> application.store.get("a"))
                .satisfies(e -> assertThat(e.toString() + e.getCause())
                        .contains(message)
                        .doesNotContain("secretword", "wrongword")));
    }
}
