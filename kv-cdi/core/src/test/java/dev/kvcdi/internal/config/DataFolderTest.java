package dev.kvcdi.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {

    @ParameterizedTest
    @ValueSource(strings = {"server.output.dir", "jboss.server.data.dir", "com.sun.aas.instanceRoot", "catalina.base"})
    void of_server_isInItsDataFolder(String property) {
        assertThat(DataFolder.of(Map.of(property, "/srv/data/")::get)).isEqualTo(Path.of("/srv/data/kv"));
    }

    @Test
    void of_noServer_isInTheWorkingFolder() {
        assertThat(DataFolder.of(name -> null)).isEqualTo(Path.of("kv").toAbsolutePath());
    }

    @Test
    void of_blank_countsAsNone() {
        assertThat(DataFolder.of(Map.of("catalina.base", " ")::get))
                .isEqualTo(Path.of("kv").toAbsolutePath());
    }
}
