package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVConfigurationException;
import dev.kvcdi.se.KVRuntime;
import dev.kvcdi.spi.ConfigKey;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration that is refused before anything is asked. */
class ConfigurationTest {

    private static final String NOWHERE = "http://127.0.0.1:1";

    @Test
    void start_noRegion_isRefusedWithTheRemedy() {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> start(Map.of()))
                .withMessageContaining("no AWS region is configured")
                .withMessageContaining("KV_DYNAMODB_REGION")
                .withMessageContaining("AWS_REGION");
    }

    @Test
    void start_endpointOfAmazonWithoutRegion_isRefused() {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> start(
                        Map.of("kv.dynamodb.endpoint", "https://vpce-1.dynamodb.eu-central-1.vpce.amazonaws.com")))
                .withMessageContaining("no AWS region is configured");
    }

    @Test
    void start_otherEndpointWithoutRegion_isAllowed() {
        start(Map.of("kv.dynamodb.endpoint", NOWHERE)).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://dynamodb:8000", "http://10.0.0.1", "http://[fe80::1]:8000"})
    void start_plainTextToAnotherMachine_isRefusedWithTheRemedy(String endpoint) {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> start(Map.of("kv.dynamodb.endpoint", endpoint)))
                .withMessageContaining("without TLS")
                .withMessageContaining("kv.dynamodb.allow-plaintext=true");
        start(Map.of("kv.dynamodb.endpoint", endpoint, "kv.dynamodb.allow-plaintext", "true"))
                .close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:secretword@localhost",
                "localhost:8000",
                "ftp://localhost",
                "http://localhost:123456",
                "http://localhost/path",
                "http://local host"
            })
    void start_malformedEndpoint_isRefusedAndShowsNoSecret(String endpoint) {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> start(Map.of("kv.dynamodb.endpoint", endpoint)))
                .withMessageContaining("kv.dynamodb.endpoint")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secretword"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a b", "a/b", "ü-table"})
    void start_illegalTable_isRefused(String table) {
        assertRefused("kv.dynamodb.table", table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "kv_version", "kv_expiry", "kv_ttl"})
    void start_keyNameThatIsTaken_isRefused(String name) {
        assertRefused("kv.dynamodb.partition-key-name", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001"})
    void start_connectionsOutOfRange_areRefused(String number) {
        assertRefused("kv.dynamodb.max-connections", number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "9ms", "61s", "PT-1S"})
    void start_watchIntervalOutOfRange_isRefused(String interval) {
        assertRefused("kv.dynamodb.watch-interval", interval);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EU", "eu_central_1", "https://eu"})
    void start_illegalRegion_isRefused(String region) {
        assertRefused("kv.dynamodb.region", region);
    }

    @Test
    void start_storesNameTooShortForATable_isRefusedWithTheRemedy() {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> start(Map.of("kv.stores", "kv", "kv.dynamodb.endpoint", NOWHERE)))
                .withMessageContaining("kv.store.kv.dynamodb.table");
        start(Map.of("kv.stores", "kv", "kv.dynamodb.endpoint", NOWHERE, "kv.dynamodb.table-prefix", "test-"))
                .close();
    }

    @Test
    void start_storesOfOneTable_areRefused() {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> start(Map.of(
                        "kv.stores",
                        "one,two",
                        "kv.dynamodb.endpoint",
                        NOWHERE,
                        "kv.store.one.dynamodb.table",
                        "same",
                        "kv.store.two.dynamodb.table",
                        "same")))
                .withMessageContaining("table same");
    }

    @Test
    void configKeys_none_isSecret() {
        assertThat(new DynamoDbDriver().configKeys()).noneMatch(ConfigKey::secret);
    }

    private static void assertRefused(String key, String value) {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> start(Map.of("kv.dynamodb.endpoint", NOWHERE, key, value)))
                .withMessageContaining(key);
    }

    private static KVRuntime start(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("kv.driver", "dynamodb", "kv.stores", "default"));
        all.putAll(properties);
        return KVRuntime.builder().application("test").properties(all).start();
    }
}
