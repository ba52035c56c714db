package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.Store;
import dev.kvcdi.Watch;
import dev.kvcdi.spi.EngineException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The spans of operations, as an exporter receives them. */
class SpansTest {

    private static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("db.operation.batch.size");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final Exported exported = Exported.all();

    @AfterEach
    void end() {
        exported.close();
        AppDriver.script = driver -> {};
    }

    @Dependent
    static class Client {
        @Inject
        @Store("users")
        KVStore users;
    }

    @Test
    void get_withinARequest_isAChildWithTheAttributesOfTheConventions() {
        Span request = exported.sdk.getTracer("request").spanBuilder("GET /").startSpan();
        try (var deployment = remote()) {
            within(request, () -> deployment.store("users").get("a"));
        }

        SpanData span = exported.only("get users");
        assertThat(span.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        assertThat(span.getTraceId()).isEqualTo(request.getSpanContext().getTraceId());
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getStatus()).isEqualTo(StatusData.unset());
        assertThat(span.getAttributes().asMap())
                .isEqualTo(Attributes.builder()
                        .put("db.system.name", "app")
                        .put("db.namespace", "application")
                        .put("db.collection.name", "users")
                        .put("db.operation.name", "get")
                        .build()
                        .asMap());
    }

    @Test
    void get_whileItRuns_isTheCurrentSpan() {
        try (var deployment = remote()) {
            var current = new Span[1];
            AppDriver.last().onGet = () -> current[0] = Span.current();

            deployment.store("users").get("a");

            assertThat(exported.only("get users").getSpanId())
                    .isEqualTo(current[0].getSpanContext().getSpanId());
            assertThat(Span.current()).isEqualTo(Span.getInvalid());
        }
    }

    @Test
    void get_ofAnEngineInTheServer_isInternal() {
        try (var deployment = Deployment.withMemory().deploy(Client.class, Exported.Bean.class)) {
            deployment.store("users").get("a");
        }

        assertThat(exported.only("get users").getKind()).isEqualTo(SpanKind.INTERNAL);
    }

    @Test
    void get_thatFails_isAnErrorWithoutWhatTheEngineSaid() {
        try (var deployment = remote()) {
            AppDriver.last().onGet = () -> {
                throw new EngineException(
                        EngineException.Kind.UNAVAILABLE, "Nobody answers.", new IllegalStateException("canary"));
            };
            assertThatExceptionOfType(KVUnavailableException.class)
                    .isThrownBy(() -> deployment.store("users").get("canary"));
        }

        SpanData span = exported.only("get users");
        assertThat(span.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "Nobody answers."));
        assertThat(span.getAttributes().get(ERROR)).isEqualTo("UNAVAILABLE");
        assertThat(span.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("exception");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.message")))
                    .isEqualTo("Nobody answers.");
        });
        assertThat(span.toString()).doesNotContain("canary");
    }

    @Test
    void get_thatFailsByADefect_isAnErrorThatNamesItOnly() {
        try (var deployment = remote()) {
            AppDriver.last().onGet = () -> {
                throw new IllegalStateException("canary");
            };
            assertThatExceptionOfType(KVException.class)
                    .isThrownBy(() -> deployment.store("users").get("a"));
        }

        SpanData span = exported.only("get users");
        assertThat(span.getStatus()).isEqualTo(StatusData.error());
        assertThat(span.getAttributes().get(ERROR)).isEqualTo("java.lang.IllegalStateException");
        assertThat(span.getEvents())
                .extracting(EventData::getAttributes)
                .containsExactly(
                        Attributes.of(AttributeKey.stringKey("exception.type"), "java.lang.IllegalStateException"));
    }

    @Test
    void batches_ofSeveralKeys_tellTheirSize() {
        try (var deployment = remote()) {
            KVStore users = deployment.store("users");
            users.setAll(Map.of("a", "1", "b", "2", "c", "3"));
            users.getAll(List.of("a", "b"));
            users.deleteAll(List.of("a"));
            users.atomically(batch -> batch.set("b", "4").delete("c"));
        }

        assertThat(exported.only("putAll users").getAttributes().get(BATCH_SIZE))
                .isEqualTo(3);
        assertThat(exported.only("getAll users").getAttributes().get(BATCH_SIZE))
                .isEqualTo(2);
        assertThat(exported.only("atomically users").getAttributes().get(BATCH_SIZE))
                .isEqualTo(2);
        assertThat(exported.only("deleteAll users").getAttributes().get(BATCH_SIZE))
                .as("one key is no batch, by the conventions")
                .isNull();
    }

    @Test
    void listing_ofSeveralParts_hasASpanForEachBelowWhoeverReadsIt() {
        Span request = exported.sdk.getTracer("request").spanBuilder("GET /").startSpan();
        try (var deployment = remote()) {
            KVStore users = deployment.store("users");
            users.setAll(IntStream.range(0, 1_500).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v")));
            exported.spans.reset();
            var keys = users.keys("k");
            assertThat(exported.ofStores()).as("nothing is read yet").isEmpty();

            within(request, () -> assertThat(keys.count()).isEqualTo(1_500));
        }

        assertThat(exported.ofStores()).hasSizeGreaterThanOrEqualTo(2).allSatisfy(span -> {
            assertThat(span.getName()).isEqualTo("scan users");
            assertThat(span.getParentSpanId())
                    .isEqualTo(request.getSpanContext().getSpanId());
        });
    }

    @Test
    void watch_hasASpanUntilItHasBegunAndNoneAChange() {
        try (var deployment = remote()) {
            Watch watch = deployment.store("users").watch("", change -> {});
            deployment.store("users").set("a", "1");
            watch.close();
        }

        assertThat(exported.ofStores()).extracting(SpanData::getName).containsExactly("watch users", "put users");
    }

    @Test
    void spans_withoutAMeter_areRecorded() {
        try (var only = Exported.spansOnly()) {
            try (var deployment = remote()) {
                deployment.store("users").get("a");
            }
            assertThat(only.only("get users").hasEnded()).isTrue();
        }
    }

    private static void within(Span span, Runnable work) {
        Context.current().with(span).wrap(work).run();
    }

    private static Deployment remote() {
        return Deployment.unconfigured().andDriver(AppDriver.class).deploy(Client.class, Exported.Bean.class);
    }
}
