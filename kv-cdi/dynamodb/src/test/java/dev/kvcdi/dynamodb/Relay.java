package dev.kvcdi.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands before DynamoDB Local, and loses the answer to a write of one key which was applied. Before the client can repeat the write,
 * another client does something.
 */
final class Relay implements AutoCloseable {

    private static final Set<String> WRITES = Set.of("PutItem", "DeleteItem", "TransactWriteItems");

    /** What the HTTP client says by itself. */
    private static final Set<String> ITS_OWN = Set.of("host", "content-length", "connection", "transfer-encoding");

    private final URI target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();

    Relay(String endpoint) throws IOException {
        target = URI.create(endpoint);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Loses the answer to the next write, after something else has been done. */
    void loseAnswerAfter(Runnable doing) {
        meanwhile.set(doing);
    }

    /** Tells whether an answer is still to be lost. */
    boolean losing() {
        return meanwhile.get() != null;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            HttpResponse<byte[]> answer = pass(exchange);
            Runnable doing =
                    WRITES.contains(operation.substring(operation.indexOf('.') + 1)) ? meanwhile.getAndSet(null) : null;
            if (doing != null) {
                doing.run();
                return;
            }
            answer.headers().map().forEach((name, values) -> {
                if (!ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
