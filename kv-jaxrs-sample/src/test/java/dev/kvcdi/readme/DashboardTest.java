package dev.kvcdi.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Metric;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Grafana dashboard shows what the library measures, all of it and nothing else. */
class DashboardTest {

    private static final Path DASHBOARD = Path.of("..", "server-config", "grafana", "kv-cdi.json");
    private static final Pattern METRIC = Pattern.compile("\\b(?:kvcdi|db_client)_\\w+");

    private static final Pattern GROUP = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");

    /** What the core measures itself, as Prometheus has it. */
    private static final Set<String> CORE = Set.of(
            "kvcdi_store_ready",
            "db_client_operation_duration_seconds_count",
            "db_client_operation_duration_seconds_bucket");

    @Test
    void queries_ofEveryPanel_areOfMetricsThatThereAre() throws IOException {
        var emitted = new TreeSet<>(CORE);
        ServiceLoader.load(KVDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(driver -> driver.metrics().stream())
                .map(DashboardTest::inPrometheus)
                .forEach(emitted::add);

        assertThat(queried()).isEqualTo(emitted);
    }

    @Test
    void panels_areDescribedAndAsk() throws IOException {
        assertThat(panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.getString("title")).isNotBlank();
            assertThat(panel.getString("description")).endsWith(".");
            assertThat(panel.getJsonArray("targets")).isNotEmpty();
        });
    }

    /** OpenTelemetry exports once a minute unless told otherwise, Grafana expects four times as much: a rate needs two samples. */
    @Test
    void rates_knowHowSeldomIsExported() throws IOException {
        assertThat(targets().filter(target -> target.getString("expr").contains("$__rate_interval")))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(target.getString("interval")).isEqualTo("1m"));
    }

    /** Before it happens there is no series of a kind of failure, and what a series begins with is in no rate and no increase of it. */
    @Test
    void failures_countFromTheFirst() throws IOException {
        assertThat(targets().map(target -> target.getString("expr")).filter(query -> query.contains("error_type!=")))
                .isNotEmpty()
                .allSatisfy(query -> assertThat(query)
                        .doesNotContain("rate(", "increase(")
                        .containsPattern("(\\w+\\{[^}]*}) - \\1 offset \\$__rate_interval >= 0 or \\1\\)"));
    }

    /** Each application has its default store: by the store's name alone those of several would be one series. */
    @Test
    void series_ofStores_areOfOneApplicationEach() throws IOException {
        assertThat(targets().filter(target -> groups(target).anyMatch(labels -> labels.contains("db_collection_name"))))
                .isNotEmpty()
                .allSatisfy(target -> {
                    assertThat(groups(target))
                            .allSatisfy(labels -> assertThat(labels).contains("db_namespace"));
                    assertThat(target.getString("legendFormat")).contains("{{db_namespace}}");
                });
    }

    /** The labels of each {@code by (…)} of a query. */
    private static Stream<List<String>> groups(JsonObject target) {
        return GROUP.matcher(target.getString("expr"))
                .results()
                .map(match -> List.of(match.group(1).split(",\\s*")));
    }

    private static Set<String> queried() throws IOException {
        var names = new TreeSet<String>();
        targets()
                .map(target -> target.getString("expr"))
                .forEach(query -> METRIC.matcher(query).results().forEach(match -> names.add(match.group())));
        return names;
    }

    private static Stream<JsonObject> targets() throws IOException {
        return panels().stream().flatMap(panel -> panel.getJsonArray("targets").getValuesAs(JsonObject.class).stream());
    }

    private static List<JsonObject> panels() throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(DASHBOARD))) {
            return reader.readObject().getJsonArray("panels").getValuesAs(JsonObject.class);
        }
    }

    /** The name by OpenTelemetry's rules for Prometheus: the unit and what counts are told by suffixes. */
    private static String inPrometheus(Metric metric) {
        return Stream.of(
                        metric.name().replace('.', '_'),
                        metric.unit().equals("By") ? "_bytes" : "",
                        metric.kind() == Metric.Kind.COUNTER ? "_total" : "")
                .reduce("", String::concat);
    }
}
