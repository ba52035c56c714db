package dev.kvcdi.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Batch;
import dev.kvcdi.Capability;
import dev.kvcdi.internal.config.CoreKeys;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** README.md's tables say what the drivers declare. A failure shows the table as it should be. */
class ReadmeTablesTest {

    private static final Path README = Path.of("..", "README.md");

    private final List<KVDriver> drivers = ServiceLoader.load(KVDriver.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(KVDriver::name))
            .toList();

    @Test
    void configurationTable_README_isWhatTheCoreAndTheDriversDeclare() throws IOException {
        List<String> rows = new ArrayList<>(
                List.of("| key | environment | scope | default | what |", "| --- | --- | --- | --- | --- |"));
        for (ConfigKey key : CoreKeys.all()) {
            rows.add(row("kv." + key.name(), "", key));
        }
        for (KVDriver driver : drivers) {
            for (ConfigKey key : driver.configKeys()) {
                rows.add(row("kv." + driver.name() + "." + key.name(), scope(key), key));
            }
        }
        assertThat(table("configuration")).isEqualTo(rows);
    }

    @Test
    void capabilityTable_README_isWhatTheDriversDeclare() throws IOException {
        List<String> rows = new ArrayList<>(
                List.of("| capability | " + names() + " |", "| --- |" + " --- |".repeat(drivers.size())));
        for (Capability capability : Capability.values()) {
            rows.add("| `" + capability + "` | "
                    + drivers.stream()
                            .map(driver -> driver.capabilities().contains(capability) ? "yes" : "no")
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        assertThat(table("capabilities")).isEqualTo(rows);
    }

    @Test
    void limitsTable_README_isTheSameForAllDrivers() throws IOException {
        String largestValue = CoreKeys.all().stream()
                .filter(key -> key.name().equals("max-value-bytes"))
                .flatMap(key -> key.defaultValue().stream())
                .findFirst()
                .orElseThrow();
        assertThat(table("limits"))
                .containsExactly(
                        "| limit | " + names() + " |",
                        "| --- |" + " --- |".repeat(drivers.size()),
                        limit("bytes of a key", Key.MAX_BYTES),
                        limit("bytes of a value (`kv.max-value-bytes`), unless raised", Integer.parseInt(largestValue)),
                        limit("steps of an atomic batch", Batch.MAX_STEPS));
    }

    private String limit(String what, int limit) {
        return "| " + what + " |" + String.format(Locale.ROOT, " %,d |", limit).repeat(drivers.size());
    }

    private String names() {
        return drivers.stream().map(KVDriver::name).collect(Collectors.joining(" | "));
    }

    @Test
    void metricsTable_README_isWhatTheDriversDeclare() throws IOException {
        List<String> rows =
                new ArrayList<>(List.of("| metric | of | kind | unit | what |", "| --- | --- | --- | --- | --- |"));
        for (KVDriver driver : drivers) {
            for (Metric metric : driver.metrics()) {
                rows.add("| `" + metric.name() + "` | "
                        + metric.scope().name().toLowerCase(Locale.ROOT) + " | "
                        + metric.kind().name().toLowerCase(Locale.ROOT) + " | `" + metric.unit() + "` | "
                        + metric.doc() + " |");
            }
        }
        assertThat(table("metrics")).isEqualTo(rows);
    }

    private static String row(String name, String scope, ConfigKey key) {
        String shown = key.defaultValue().map(value -> "`" + value + "`").orElse(key.defaultDoc());
        return "| `" + name + "` | `" + environment(name) + "` | " + scope + " | " + shown + " | " + key.doc() + " |";
    }

    private static String scope(ConfigKey key) {
        return key.scope().name().toLowerCase(Locale.ROOT);
    }

    private static String environment(String name) {
        return name.replace("<name>", "{name}")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9{}]", "_")
                .replace("{NAME}", "<NAME>");
    }

    private static List<String> table(String name) throws IOException {
        List<String> lines = Files.readAllLines(README);
        int begin = lines.indexOf("<!-- table: " + name + " -->");
        assertThat(begin).as("the marker of the table " + name).isNotNegative();
        return lines.subList(begin + 1, lines.size()).stream()
                .takeWhile(line -> !line.equals("<!-- end -->"))
                .filter(line -> !line.isBlank())
                .toList();
    }
}
