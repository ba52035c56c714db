package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVConfigurationException;
import dev.kvcdi.se.KVRuntime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are refused before a database is opened. */
class ConfigurationTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "sync-interval, 0s, a time from 1ms to 24h",
        "sync-interval, PT-5S, a time from 1ms to 24h",
        "sync-interval, PT0.0009S, a time from 1ms to 24h",
        "sync-interval, 200000d, a time from 1ms to 24h",
        "memory, 128, a size from 1MB to 1024GB",
        "memory, 1023KB, a size from 1MB to 1024GB",
        "memory, 1025GB, a size from 1MB to 1024GB",
        "reserve, 1025 GiB, 0 for none",
    })
    void start_valueOutOfRange_isRefusedWithTheLimits(String key, String value, String range) {
        assertThatExceptionOfType(KVConfigurationException.class)
                .isThrownBy(() -> start(key, value))
                .withMessageContaining("kv.rocksdb." + key)
                .withMessageContaining(range);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "sync-interval, 1ms",
        "sync-interval, 90 S",
        "sync-interval, 5m",
        "sync-interval, PT0.5S",
        "sync-interval, 1d",
        "memory, 1MB",
        "memory, 1048576",
        "memory, 200000000b",
        "reserve, 0",
        "reserve, 16kib",
    })
    void start_valueInRange_isTaken(String key, String value) {
        start(key, value).close();
    }

    private KVRuntime start(String key, String value) {
        Map<String, String> properties =
                new HashMap<>(Map.of("kv.driver", "rocksdb", "kv.stores", "default", "kv.rocksdb.reserve", "0"));
        properties.put("kv.rocksdb." + key, value);
        return KVRuntime.builder()
                .application("test")
                .dataFolder(folder)
                .properties(properties)
                .start();
    }
}
