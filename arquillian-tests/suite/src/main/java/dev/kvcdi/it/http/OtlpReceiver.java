package dev.kvcdi.it.http;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** A collector of OpenTelemetry's protocol over HTTP, which keeps the spans and metrics that servers export. */
final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<ScopeSpans> spans = new ConcurrentLinkedQueue<>();
    private final Queue<ScopeMetrics> metrics = new ConcurrentLinkedQueue<>();

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receive(
                "/v1/traces",
                ExportTraceServiceRequest.parser(),
                request ->
                        request.getResourceSpansList().forEach(resource -> spans.addAll(resource.getScopeSpansList())),
                ExportTraceServiceResponse.getDefaultInstance());
        receive(
                "/v1/metrics",
                ExportMetricsServiceRequest.parser(),
                request -> request.getResourceMetricsList()
                        .forEach(resource -> metrics.addAll(resource.getScopeMetricsList())),
                ExportMetricsServiceResponse.getDefaultInstance());
        server.setExecutor(threads);
        server.start();
    }

    private <M extends Message> void receive(String path, Parser<M> parser, Consumer<M> keep, Message answer) {
        server.createContext(path, exchange -> {
            try (exchange;
                    InputStream body = body(exchange)) {
                keep.accept(parser.parseFrom(body));
                byte[] bytes = answer.toByteArray();
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(exchange.getRequestBody())
                : exchange.getRequestBody();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The spans that came so far, of every scope. */
    List<Span> spans() {
        return spans.stream().flatMap(each -> each.getSpansList().stream()).toList();
    }

    /** The spans that came so far of one scope. */
    List<Span> spans(String scope) {
        return spans.stream()
                .filter(each -> each.getScope().getName().equals(scope))
                .flatMap(each -> each.getSpansList().stream())
                .toList();
    }

    /** The metrics that came so far of one scope, as often as they were exported. */
    List<Metric> metrics(String scope) {
        return metrics.stream()
                .filter(each -> each.getScope().getName().equals(scope))
                .flatMap(each -> each.getMetricsList().stream())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
