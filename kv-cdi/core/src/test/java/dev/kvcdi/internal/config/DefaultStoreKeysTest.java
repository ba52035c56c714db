package dev.kvcdi.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.spi.ConfigKey;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is set for a default store that is not there is worth a line. */
class DefaultStoreKeysTest extends ConfigurationCase {

    @BeforeEach
    void declare() {
        driver.keys = List.of(
                ConfigKey.connection("server", ConfigKey.Type.TEXT, ""),
                ConfigKey.store("bucket", ConfigKey.Type.TEXT, ""),
                ConfigKey.store("token", ConfigKey.Type.TEXT, "").asSecret());
        values.put("kv.driver", "scripted");
        values.put("kv.scripted.server", "one");
    }

    @Test
    void storeKey_otherStoresOnly_isRemarkedWithTheRemedy() {
        values.put("kv.scripted.bucket", "entries");
        demand("users");
        demand("persons");

        assertThat(read().problems()).isEmpty();
        assertThat(read().remarks())
                .extracting(Remark::toString)
                .containsExactly(
                        "KVCDI0018: kv.scripted.bucket (from the test) concerns the default store only, which the driver"
                                + " 'scripted' does not keep here, but persons, users: it is ignored. Write"
                                + " kv.store.persons.scripted.bucket (KV_STORE_PERSONS_SCRIPTED_BUCKET) for a store, or remove it");
    }

    @Test
    void storeKey_secretInAFile_isRemarkedWithoutIt() {
        values.put("kv.scripted.token-file", "/secret/place");
        demand("persons");

        assertThat(read().remarks())
                .singleElement()
                .asString()
                .startsWith("KVCDI0018: kv.scripted.token-file (from the test) concerns the default store only")
                .doesNotContain("/secret/place");
    }

    @Test
    void storeKey_defaultStoreOnTheDriver_isFine() {
        values.put("kv.scripted.bucket", "entries");
        demand("persons");
        demand("default");

        assertThat(read().remarks()).isEmpty();
    }

    @Test
    void storeKey_defaultStoreOnAnotherDriver_isRemarked() {
        values.put("kv.store.default.driver", "memory");
        values.put("kv.scripted.bucket", "entries");
        demand("persons");
        demand("default");

        assertThat(read().remarks())
                .singleElement()
                .asString()
                .startsWith("KVCDI0018: kv.scripted.bucket (from the test)");
    }

    @Test
    void storeKey_driverThatKeepsNothing_isFine() {
        values.put("kv.driver", "memory");
        values.put("kv.scripted.bucket", "entries");
        demand("persons");

        assertThat(read().remarks()).isEmpty();
    }
}
