package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogEndTest {

    @TempDir
    Path folder;

    @Test
    void of_severalLogs_isTheNewest() throws IOException {
        write("999999.log", 1);
        write("1000000.log", 2);
        write("000007.log", 3);
        write("1000001.sst", 4);

        assertThat(LogEnd.of(folder)).contains(new LogEnd("1000000.log", 2));
    }

    @Test
    void of_none_isNone() throws IOException {
        assertThat(LogEnd.of(folder)).isEmpty();
    }

    @Test
    void isCutOff_lengths_onlyWhenShorter() throws IOException {
        LogEnd end = new LogEnd("000007.log", 10);
        assertThat(end.isCutOff(folder)).as("gone").isFalse();
        write("000007.log", 9);
        assertThat(end.isCutOff(folder)).isTrue();
        write("000007.log", 10);
        assertThat(end.isCutOff(folder)).isFalse();
    }

    @Test
    void parse_text_isWhatWasWritten() {
        LogEnd end = new LogEnd("000007.log", 10);

        assertThat(LogEnd.parse(end.toString())).contains(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "000007.log", "../../etc/x.log 1", "000007.log -1", "7.log 1", "000007.log 1 2"})
    void parse_anythingElse_isNone(String text) {
        assertThat(LogEnd.parse(text)).isEmpty();
    }

    private void write(String name, int bytes) throws IOException {
        Files.write(folder.resolve(name), new byte[bytes]);
    }
}
