package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.DECLARATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Metric;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a driver says of itself before it connects. */
abstract class DeclarationContract extends Contract {

    private static final Set<String> RESERVED =
            Set.of("store", "stores", "driver", "timeout", "application", "max", "health", "telemetry");

    @Test
    @Proves(DECLARATION)
    void name_isLegalAndAlwaysTheSame() {
        KVDriver driver = harness().driver();
        assertThat(driver.name()).matches("[a-z][a-z0-9]*").isNotIn(RESERVED);
        assertThat(harness().driver().name()).isEqualTo(driver.name());
        assertThat(driver.spiVersion()).isEqualTo(KVDriver.SPI_VERSION);
    }

    @Test
    @Proves(DECLARATION)
    void configKeys_areLegalDistinctAndDocumented() {
        List<ConfigKey> keys = harness().driver().configKeys();
        Set<String> names = new HashSet<>();
        for (ConfigKey key : keys) {
            assertThat(key.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
            assertThat(names.add(key.name()))
                    .as("%s is declared once", key.name())
                    .isTrue();
            assertThat(key.doc()).as("documentation of %s", key.name()).isNotBlank();
            if (key.secret()) {
                assertThat(names).as("the file of the secret %s", key.name()).doesNotContain(key.name() + "-file");
            }
        }
    }

    @Test
    @Proves(DECLARATION)
    void place_ofEachStore_isItsOwnAndAlwaysTheSame() {
        Probe probe = new Probe();
        open(Map.of(), probe::around);
        KVDriver driver = harness().driver();
        Probe.Opened first = probe.opened("default");
        Probe.Opened other = probe.opened(Place.SECOND);
        String place = driver.place(first.connection(), first.store());
        assertThat(place).isNotBlank().isEqualTo(driver.place(first.connection(), first.store()));
        assertThat(driver.place(other.connection(), other.store())).isNotEqualTo(place);
    }

    @Test
    @Proves(DECLARATION)
    void capabilities_areAlwaysTheSame() {
        assertThat(harness().driver().capabilities())
                .isEqualTo(harness().driver().capabilities());
    }

    @Test
    @Proves(DECLARATION)
    void metrics_areDistinctAndDocumented() {
        Set<String> names = new HashSet<>();
        for (Metric metric : harness().driver().metrics()) {
            assertThat(metric.name()).matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");
            assertThat(names.add(metric.name()))
                    .as("%s is declared once", metric.name())
                    .isTrue();
            assertThat(metric.unit()).as("unit of %s", metric.name()).isNotBlank();
            assertThat(metric.doc()).as("documentation of %s", metric.name()).endsWith(".");
        }
    }
}
