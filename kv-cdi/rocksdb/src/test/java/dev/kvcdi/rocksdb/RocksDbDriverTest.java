package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What the driver says of itself before it connects. */
class RocksDbDriverTest {

    @Test
    void driver_isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(KVDriver.class)).hasAtLeastOneElementOfType(RocksDbDriver.class);
    }

    @Test
    void driver_untilItConnects_loadsNoClassOfRocksDb() {
        try (Deployment without = Deployment.without("rocksdbjni")) {
            without.run(AskAll.class);
            assertThat(catchThrowable(() -> without.run(Connect.class)))
                    .as("connecting, which does need them")
                    .hasRootCauseInstanceOf(ClassNotFoundException.class);
        }
    }

    /** Asks everything that can be asked without connecting. */
    static final class AskAll {

        private AskAll() {}

        public static void main(String[] arguments) {
            KVDriver driver = new RocksDbDriver();
            if (!driver.name().equals("rocksdb")
                    || driver.configKeys().isEmpty()
                    || driver.capabilities().isEmpty()
                    || driver.metrics().isEmpty()
                    || !driver.isInProcess()) {
                throw new AssertionError("Not what the driver is");
            }
            Map<String, ?> values =
                    Map.of("sync", true, "sync-interval", Duration.ofSeconds(1), "memory", 1L << 20, "reserve", 0L);
            String place = driver.place(
                    ConnectionConfig.of("test", Path.of("/data/kv"), Settings.of(values)),
                    StoreConfig.of("persons", 1_024, Settings.of(Map.of())));
            if (!place.contains("/data/kv/test") || !place.contains("persons")) {
                throw new AssertionError(place);
            }
        }
    }

    /** Needs RocksDB. */
    static final class Connect {

        private Connect() {}

        public static void main(String[] arguments) {
            NativeLibrary.load();
        }
    }

    @Test
    void columnFamily_illegal_isRefusedWithARemedy() {
        ConfigKey family = new RocksDbDriver()
                .configKeys().stream()
                        .filter(key -> key.name().equals("column-family"))
                        .findAny()
                        .orElseThrow();
        assertThat(family.check("persons_2.old")).isEmpty();
        for (String illegal : new String[] {"", "%expiry", "a b", "-a", "a/b", "a".repeat(129)}) {
            assertThat(family.check(illegal))
                    .as(illegal)
                    .hasValueSatisfying(text -> assertThat(text).contains("Use"));
        }
    }
}
