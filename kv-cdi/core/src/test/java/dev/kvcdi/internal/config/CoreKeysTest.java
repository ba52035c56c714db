package dev.kvcdi.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.spi.ConfigKey;
import org.junit.jupiter.api.Test;

class CoreKeysTest {

    @Test
    void all_areDocumented() {
        assertThat(CoreKeys.all()).allSatisfy(key -> {
            assertThat(key.doc()).endsWith(".");
            assertThat(key.defaultDoc()).isNotEmpty();
        });
    }

    @Test
    void all_haveNamesOfTheirOwn() {
        assertThat(CoreKeys.all().stream().map(ConfigKey::name)).doesNotHaveDuplicates();
    }
}
