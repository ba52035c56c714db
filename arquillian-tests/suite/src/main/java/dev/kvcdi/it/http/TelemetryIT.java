package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a server with MicroProfile Telemetry exports of the sample. Telemetry is switched on by the application's own configuration,
 * the keys of which every such server reads.
 */
@ArquillianTest
@RunAsClient
class TelemetryIT implements SampleHttp {

    private static final String DEPLOYMENT = "telemetry";
    private static final String SCOPE = "dev.kvcdi";
    private static final String BUCKETS = System.getProperty("server.buckets", "0.001 0.005 0.01 0.05 0.1 0.5 1 5 10");
    private static final Duration EXPORTED = Duration.ofMinutes(2);

    private static @Nullable OtlpReceiver receiver;

    @ArquillianResource
    private ContainerController servers;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = DEPLOYMENT, managed = false, testable = false)
    @TargetsContainer(OwnServer.NAME)
    static WebArchive sample() throws IOException {
        OtlpReceiver started = new OtlpReceiver();
        receiver = started;
        return SampleArchive.configured(
                "telemetry.war",
                "kv.driver=rocksdb",
                "otel.sdk.disabled=false",
                "otel.service.name=telemetry",
                "otel.exporter.otlp.endpoint=" + started.url(),
                "otel.exporter.otlp.protocol=http/protobuf",
                "otel.logs.exporter=none",
                // Payara's is none.
                "otel.metrics.exporter=otlp",
                "otel.bsp.schedule.delay=100",
                "otel.metric.export.interval=500");
    }

    @AfterAll
    static void stop() {
        if (receiver != null) {
            receiver.close();
        }
    }

    /** On a server of its own: after tests with listeners WildFly was seen to export no spans of requests any more. */
    @BeforeEach
    void start() {
        OwnServer.start(servers, deployer, DEPLOYMENT, () -> {});
    }

    @Override
    public URI base() {
        return OwnServer.application("telemetry");
    }

    @Test
    void request_ofTheSample_isTheParentOfTheStoresSpans() {
        String key = fresh();
        awaitStores();
        // Exporters send what they have got once; on a busy machine a part of it gets lost.
        Span put = await().atMost(EXPORTED)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> {
                            text().body("canary").put("kv/" + key).then().statusCode(anyOf(is(200), is(201)));
                            return spanWithParent("put default");
                        },
                        Optional::isPresent)
                .orElseThrow();
        Span request = withId(put.getParentSpanId()).orElseThrow();

        assertThat(request.getKind()).as("%s, the parent", request).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(request.getTraceId()).isEqualTo(put.getTraceId());
        assertThat(put.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
        assertThat(attributes(put.getAttributesList()))
                .containsEntry("db.system.name", "rocksdb")
                .containsEntry("db.namespace", "telemetry")
                .containsEntry("db.collection.name", "default")
                .containsEntry("db.operation.name", "put");
        assertThat(receiver().spans(SCOPE).toString()).doesNotContain(key, "canary");
    }

    @Test
    void durations_andMeasuresOfTheEngine_areExported() {
        awaitStores();
        request().get("kv/" + fresh()).then().statusCode(404);

        Metric duration = metric("db.client.operation.duration");
        HistogramDataPoint point = duration.getHistogram().getDataPoints(0);

        assertThat(duration.getUnit()).isEqualTo("s");
        assertThat(point.getExplicitBoundsList())
                .containsExactlyElementsOf(
                        Stream.of(BUCKETS.split(" ")).map(Double::valueOf).toList());
        assertThat(attributes(point.getAttributesList()))
                .containsEntry("db.system.name", "rocksdb")
                .containsKeys("db.collection.name", "db.operation.name");
        assertThat(metric("kvcdi.rocksdb.memory.limit")
                        .getGauge()
                        .getDataPoints(0)
                        .getAsInt())
                .isEqualTo(128L << 20);
        // What is exported first may be of the time when they were being opened.
        await("stores of the sample")
                .atMost(EXPORTED)
                .untilAsserted(() -> assertThat(metrics("kvcdi.store.ready"))
                        .anySatisfy(metric -> assertThat(metric.getGauge().getDataPointsList())
                                .extracting(NumberDataPoint::getAsInt)
                                .containsExactly(1L, 1L, 1L)));
    }

    private static Optional<Span> spanWithParent(String name) {
        return receiver().spans(SCOPE).stream()
                .filter(span -> span.getName().equals(name))
                .filter(span -> withId(span.getParentSpanId()).isPresent())
                .findFirst();
    }

    private static Optional<Span> withId(ByteString id) {
        return receiver().spans().stream()
                .filter(span -> span.getSpanId().equals(id))
                .findFirst();
    }

    private static Metric metric(String name) {
        return await(name)
                .atMost(EXPORTED)
                .until(() -> metrics(name).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** All that was exported of a metric, the oldest first. */
    private static Stream<Metric> metrics(String name) {
        return receiver().metrics(SCOPE).stream()
                .filter(metric -> metric.getName().equals(name));
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }

    private static OtlpReceiver receiver() {
        if (receiver == null) {
            throw new IllegalStateException("the deployment was not made");
        }
        return receiver;
    }
}
