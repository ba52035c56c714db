package dev.kvcdi.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.internal.ScriptedDriver;
import dev.kvcdi.spi.ConfigKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that mean nothing: a mistake in the application's own files, worth a line from the environment. */
class KnownKeysTest {

    private final Map<String, Lookup.Value> values = new TreeMap<>();
    private final ScriptedDriver driver = new ScriptedDriver();

    KnownKeysTest() {
        driver.keys = List.of(
                ConfigKey.connection("path", ConfigKey.Type.PATH, ""),
                ConfigKey.connection("sync-interval", ConfigKey.Type.DURATION, ""),
                ConfigKey.connection("password", ConfigKey.Type.TEXT, "").asSecret());
    }

    @Test
    void own_misspelt_failsWithTheNearest() {
        own("kv.scripted.pahts");

        assertThat(read(false).problems()).containsExactly("""
                        KVCDI0114: kv.scripted.pahts is no key of the key-value stores
                            property:    kv.scripted.pahts
                            environment: KV_SCRIPTED_PAHTS
                            value:       from the file
                            action:      Correct or remove it. The nearest known one is kv.scripted.path""");
    }

    @Test
    void own_ofUnusedStore_failsAndNamesTheStores() {
        own("kv.store.perons.scripted.path");

        assertThat(read(false).problems())
                .singleElement()
                .asString()
                .startsWith(
                        "KVCDI0114: kv.store.perons.scripted.path is no key of the key-value stores: nothing uses a store named"
                                + " 'perons', but persons")
                .endsWith("The nearest known one is kv.store.persons.scripted.path");
    }

    @Test
    void own_ofAbsentDriver_failsAndNamesTheDrivers() {
        own("kv.rocksdb.path");

        assertThat(read(false).problems())
                .singleElement()
                .asString()
                .startsWith(
                        "KVCDI0114: kv.rocksdb.path is no key of the key-value stores: no driver named 'rocksdb' is in the"
                                + " application, but memory, scripted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kv.driver",
                "kv.scripted.path",
                "kv.scripted.password-file",
                "kv.store.persons.driver",
                "kv.store.persons.scripted.sync-interval",
                "kvx.other",
                "kv",
                "%dev.kv.other",
                "KV_OTHER"
            })
    void own_knownOrNotOurs_isFine(String key) {
        values.put(key, new Lookup.Value("memory", "memory", "the file", true));

        assertThat(read(false).problems()).noneMatch(problem -> problem.contains("no key"));
    }

    @Test
    void own_ofAnyStore_isFineWhereAnyStoreMayBeUsed() {
        own("kv.store.later.scripted.path");

        assertThat(read(true).problems()).isEmpty();
    }

    @Test
    void environment_misspelt_isRemarkedWithTheNearest() {
        environment("KV_SCRIPTED_SYNC_INTERVALL");

        assertThat(read(false).problems()).isEmpty();
        assertThat(read(false).remarks())
                .extracting(Remark::toString)
                .containsExactly(
                        "KVCDI0016: KV_SCRIPTED_SYNC_INTERVALL (from the environment) is no key of the key-value stores and is"
                                + " ignored. The nearest known one is KV_SCRIPTED_SYNC_INTERVAL");
    }

    @Test
    void environment_inTwoSpellings_isRemarkedOnce() {
        environment("KV_TIMEOU");
        environment("kv.timeou");

        assertThat(read(false).remarks()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KV_SCRIPTED_PATH",
                "KV_STORE_PERSONS_SCRIPTED_SYNC_INTERVAL",
                "KV_SERVICE_HOST",
                "KV_SERVICE_PORT_HTTP",
                "KV_PORT",
                "KV_PORT_6379_TCP_ADDR",
                "KVM_HOME"
            })
    void environment_knownOrNotOurs_isFine(String variable) {
        environment(variable);

        assertThat(read(false).problems()).isEmpty();
        assertThat(read(false).remarks()).isEmpty();
    }

    @Test
    void distance_countsSwapsAsOne() {
        assertThat(KeyNames.distance("kv.timeout", "kv.timeout")).isZero();
        assertThat(KeyNames.distance("kv.timoeut", "kv.timeout")).isEqualTo(1);
        assertThat(KeyNames.distance("kv.time", "kv.timeout")).isEqualTo(3);
        assertThat(KeyNames.distance("", "abc")).isEqualTo(3);
    }

    private void own(String key) {
        values.put(key, new Lookup.Value("x", "x", "the file", true));
    }

    private void environment(String variable) {
        values.put(variable, new Lookup.Value("x", "x", "the environment", false));
    }

    private Configuration read(boolean anyStore) {
        var lookup = new Lookup() {
            @Override
            public Optional<Value> find(String key) {
                return Optional.ofNullable(values.get(key));
            }

            @Override
            public Set<String> names() {
                return values.keySet();
            }
        };
        return Configuration.read(new Configuration.Request(
                lookup,
                List.of(driver),
                getClass().getClassLoader(),
                Map.of("persons", Demand.plain()),
                anyStore,
                () -> "app",
                Path.of("/data")));
    }
}
