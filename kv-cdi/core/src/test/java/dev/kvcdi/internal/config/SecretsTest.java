package dev.kvcdi.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets: from a file, and never shown. */
class SecretsTest extends ConfigurationCase {

    @Test
    void secret_refused_isNotShown() {
        driver.keys = List.of(text("password").asSecret().checked(secret -> Optional.of("Use a longer one")));
        values.put("kv.scripted.password", "hunter2");
        demand("default");

        assertProblem("""
                KVCDI0119: The value is refused
                    property:    kv.scripted.password
                    environment: KV_SCRIPTED_PASSWORD
                    value:       (secret), from the test
                    action:      Use a longer one""");
    }

    @Test
    void secret_fromFile_isRead(@TempDir Path folder) throws IOException {
        driver.keys = List.of(text("password").asSecret());
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n");
        values.put("kv.scripted.password-file", file.toString());
        demand("default");

        assertThat(plan("default").connection().settings().text("password")).isEqualTo("hunter2");
    }

    @Test
    void secret_fileMissing_isAProblem(@TempDir Path folder) {
        driver.keys = List.of(text("password").asSecret());
        Path file = folder.resolve("password");
        values.put("kv.scripted.password-file", file.toString());
        demand("default");

        assertProblem("""
                KVCDI0117: The file with the secret cannot be used: NoSuchFileException, %1$s
                    property:    kv.scripted.password-file
                    environment: KV_SCRIPTED_PASSWORD_FILE
                    value:       '%1$s', from the test
                    action:      Name a file that the server may read and that holds the secret in UTF-8, and nothing else""".formatted(file));
    }

    @Test
    void secret_valueAndFile_isAProblem(@TempDir Path folder) {
        driver.keys = List.of(text("password").asSecret());
        values.put("kv.scripted.password", "hunter2");
        values.put("kv.scripted.password-file", folder.toString());
        demand("default");

        assertThat(read().problems())
                .singleElement()
                .asString()
                .startsWith("KVCDI0115: Both kv.scripted.password and kv.scripted.password-file are set")
                .doesNotContain("hunter2");
    }

    @Test
    void secret_withExpression_isRemarked() {
        driver.keys = List.of(text("password").asSecret());
        values.put("kv.scripted.password", "a${b}c");
        demand("default");

        assertThat(read().remarks())
                .singleElement()
                .asString()
                .startsWith("KVCDI0017: kv.scripted.password (from the test) contains ${")
                .doesNotContain("a${b}c")
                .contains("kv.scripted.password-file");
    }
}
