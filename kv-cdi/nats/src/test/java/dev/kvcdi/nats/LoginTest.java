package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVAccessDeniedException;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import io.nats.client.NKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that let in only whom they know. */
class LoginTest {

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
