package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVConfigurationException;
import dev.kvcdi.spi.ConfigKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nats://nats.example.com:4222",
                "nats.example.com",
                "nats://localhost,nats://10.0.0.1",
                "nats://[fe80::1]"
            })
    void start_plainTextToAnotherMachine_isRefusedWithTheRemedy(String servers) {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> Application.starting(servers, "b"))
                .withMessageContaining("without TLS")
                .withMessageContaining("kv.nats.allow-plaintext=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nats://localhost", "127.0.0.1:1", "nats://[::1]:1", "nats://127.1.2.3"})
    void start_plainTextToThisMachine_isAllowed(String servers) {
        Application.starting(servers, "b").close();
    }

    @Test
    void start_plainTextAllowedExplicitly_isAllowed() {
        Application.starting("nats://192.0.2.1", "b", "kv.nats.allow-plaintext", "true")
                .close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nats://me:secretword@localhost",
                "http://localhost",
                "nats://local host",
                "nats://localhost:123456",
                ","
            })
    void start_malformedServers_isRefusedAndShowsNoSecret(String servers) {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> Application.starting(servers, "b"))
                .withMessageContaining("kv.nats.servers")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secretword"));
    }

    @Test
    void start_severalWaysToAuthenticate_isRefused() {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> Application.starting(
                        "nats://localhost", "b", "kv.nats.token", "secretword", "kv.nats.nkey", "secretword"))
                .withMessageContaining("kv.nats.nkey and kv.nats.token")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secretword"));
    }

    @Test
    void start_userWithoutPassword_isRefused() {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> Application.starting("nats://localhost", "b", "kv.nats.user", "me"))
                .withMessageContaining("kv.nats.password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a*", "", "a b"})
    void start_illegalBucket_isRefused(String bucket) {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> Application.starting(
                        "nats://localhost", "b", "kv.store.default.nats.bucket", bucket.isEmpty() ? "." : bucket))
                .withMessageContaining("bucket");
    }

    @ParameterizedTest
    @CsvSource({
        "replicas, 0, a number from 1 to 5",
        "replicas, 6, a number from 1 to 5",
        "history, 0, a number from 1 to 64",
        "history, 65, a number from 1 to 64",
        "max-bytes, 0, a size of 1 byte or more",
        "purge-interval, 99ms, a time from 100ms to 24h",
        "purge-interval, 25h, a time from 100ms to 24h",
        "marker-retention, 999ms, a time from 1s to 365d",
        "marker-retention, PT-1H, a time from 1s to 365d",
        "marker-retention, 366d, a time from 1s to 365d",
    })
    void start_valueOutOfRange_isRefusedWithTheLimits(String key, String value, String range) {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> Application.starting("nats://localhost", "b", "kv.nats." + key, value))
                .withMessageContaining("kv.nats." + key)
                .withMessageContaining(range);
    }

    @Test
    void configKeys_secrets_areMarked() {
        List<String> secrets = new NatsDriver()
                .configKeys().stream()
                        .filter(ConfigKey::secret)
                        .map(ConfigKey::name)
                        .toList();
        assertThat(secrets)
                .containsExactlyInAnyOrder(
                        "credentials", "nkey", "password", "token", "truststore-password", "keystore-password");
    }
}
