package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVAccessDeniedException;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import io.nats.client.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that prove by a certificate who they are, or do not. */
class TlsTest {

    private static final String THE_ADDRESS = "ip:127.0.0.1";
    private static final String THE_NAME = "dns:localhost";
    private static final String ANOTHER = "dns:other.example";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void connect_certificateOfTheAddress_isEncryptedAndVerified(NatsBinary binary) throws Exception {
        Certificate certificate = Certificate.make(folder, "server", THE_ADDRESS);
        try (NatsServer server = NatsServer.start(binary, certificate.config())) {
            String url = "tls://127.0.0.1:" + server.port();
            assertLetsIn(url, certificate.trustedWith());
            // The JVM does not know who made the certificate.
            assertRefused(url);
            assertRefused(
                    url,
                    "kv.nats.truststore",
                    certificate.store().toString(),
                    "kv.nats.truststore-password",
                    "wrongword");
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_certificateOfTheName_isEncryptedAndVerified(NatsBinary binary) throws Exception {
        Certificate certificate = Certificate.make(folder, "server", THE_NAME);
        try (NatsServer server = NatsServer.start(binary, certificate.config())) {
            assertLetsIn("tls://localhost:" + server.port(), certificate.trustedWith());
            assertLetsIn("nats://localhost:" + server.port(), certificate.trustedWith("kv.nats.tls", "true"));
            // It is the same machine, but not what the certificate is for.
            assertRefused("tls://127.0.0.1:" + server.port(), certificate.trustedWith());
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_certificateOfAnotherHost_isRefused(NatsBinary binary) throws Exception {
        Certificate certificate = Certificate.make(folder, "server", ANOTHER);
        String config = certificate.config() + "authorization { token: secretword }\n";
        try (NatsServer server = NatsServer.start(binary, config)) {
            assertRefused("tls://127.0.0.1:" + server.port(), certificate.trustedWith("kv.nats.token", "secretword"));
            assertRefused("tls://localhost:" + server.port(), certificate.trustedWith("kv.nats.token", "secretword"));
            assertRefused(
                    "nats://localhost:" + server.port(),
                    certificate.trustedWith("kv.nats.token", "secretword", "kv.nats.tls", "true"));
        }
    }

    /** A server lists others before TLS begins, where anybody in between can put one of his own in. */
    @ParameterizedTest
    @EnumSource
    void reconnect_serverThatAnotherToldOf_hasToProveTheConfiguredHost(NatsBinary binary) throws Exception {
        Certificate certificate = Certificate.make(folder, "server", THE_NAME);
        Certificate others = Certificate.make(folder, "other", THE_ADDRESS);
        try (NatsServer other = NatsServer.start(binary, others.config());
                NatsServer server = NatsServer.start(binary, certificate.config());
                ChangingProxy between =
                        new ChangingProxy(server.port(), UnaryOperator.identity(), answer -> telling(other, answer));
                Application application =
                        Application.on("tls://localhost:" + between.port(), certificate.trustedWith())) {
            assertThat(client(application, Connection::getServers))
                    .anyMatch(url -> url.endsWith("127.0.0.1:" + other.port()));
            long before = failures(application);
            between.refuse();
            // Each of the two servers is tried in turn.
            await().atMost(Application.HEALS).until(() -> failures(application) >= before + 6);
            assertThat(client(application, Connection::getStatus)).isNotEqualTo(Connection.Status.CONNECTED);
            other.kill();
            Files.copy(certificate.pem(), others.pem(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(certificate.key(), others.key(), StandardCopyOption.REPLACE_EXISTING);
            other.start();
            await().atMost(Application.HEALS)
                    .until(() -> client(application, Connection::getStatus) == Connection.Status.CONNECTED);
            assertThat(client(application, Connection::getConnectedUrl)).endsWith("127.0.0.1:" + other.port());
        }
    }

    private static String telling(NatsServer other, String answer) {
        return answer.replaceFirst("^INFO \\{", "INFO {\"connect_urls\":[\"127.0.0.1:" + other.port() + "\"],");
    }

    private static <T> T client(Application application, Function<Connection, T> use) {
        return application.store.withNative(Connection.class, use);
    }

    private static long failures(Application application) {
        return client(application, connection -> connection.getStatistics().getExceptions());
    }

    private static void assertLetsIn(String url, String... settings) {
        try (Application application = Application.on(url, settings)) {
            application.store.set("a", "1");
            assertThat(application.store.get("a")).contains("1");
        }
    }

    private static void assertRefused(String url, String... settings) {
        try (Application application = Application.starting(url, "b", settings)) {
            await().untilAsserted(() -> assertThatExceptionOfType(KVAccessDeniedException.class)
                    .isThrownBy(() -> application.store.get("a"))
                    .satisfies(e -> assertThat(e.toString() + e.getCause())
                            .contains("kv.nats.truststore")
                            .doesNotContain("secretword", "wrongword")));
        }
    }
}
