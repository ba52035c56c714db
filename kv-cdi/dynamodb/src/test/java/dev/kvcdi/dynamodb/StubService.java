package dev.kvcdi.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** An endpoint that gives the answers which a test wants, for what DynamoDB Local cannot be made to do. */
final class StubService implements AutoCloseable {

    /** An answer to a request, given its body. */
    interface Reply {
        void to(HttpExchange exchange, String body) throws IOException, InterruptedException;
    }

    /** The one table that there is. */
    static final String TABLE = "entries";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();

    /** Starts, with a table that is ready, and without entries. */
    StubService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
        answer("DescribeTable", table("ACTIVE"));
        answer("DescribeTimeToLive", ok("""
                {"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"kv_ttl"}}"""));
        answer("GetItem", ok("{}"));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers an operation's next requests so, and all later ones as the last of them. */
    void answer(String operation, Reply... next) {
        replies.put(operation, new ArrayDeque<>(Arrays.asList(next)));
    }

    /** Returns how many requests of an operation came. */
    long asked(String operation) {
        return asked.stream().filter(operation::equals).count();
    }

    /** Returns the bodies of all requests. */
    List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** The description of the table in a state. */
    static Reply table(String status) {
        return ok("""
                {"Table":{"TableName":"entries","TableStatus":"%s","TableId":"b4d6a1a6-5d3e-4dd5-b3a0-5a2a40b4f4c7",
                "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
                "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}]}}""".formatted(status));
    }

    /** The answer of success. */
    static Reply ok(String json) {
        return ok(body -> json);
    }

    static Reply ok(UnaryOperator<String> json) {
        return (exchange, body) -> send(exchange, 200, json.apply(body));
    }

    /** The answer of a failure that DynamoDB names. */
    static Reply error(int status, String code) {
        return error(status, code, "A message");
    }

    static Reply error(int status, String code, String message) {
        return (exchange, body) -> send(
                exchange,
                status,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"" + message + "\"}");
    }

    /** The answer to a batch of puts that leaves some of them undone. */
    static Reply unwritten(String... keys) {
        String requests = Arrays.stream(keys)
                .map(key -> "{\"PutRequest\":{\"Item\":" + item(key) + "}}")
                .collect(Collectors.joining(","));
        return ok("{\"UnprocessedItems\":{\"" + TABLE + "\":[" + requests + "]}}");
    }

    /** The answer to a batch of reads that brings some keys' items and leaves other keys unread. */
    static Reply read(List<String> found, List<String> unread) {
        String items = found.stream().map(StubService::item).collect(Collectors.joining(","));
        String keys =
                unread.stream().map(key -> "{\"pk\":{\"S\":\"" + key + "\"}}").collect(Collectors.joining(","));
        String open = unread.isEmpty() ? "" : "\"" + TABLE + "\":{\"Keys\":[" + keys + "],\"ConsistentRead\":true}";
        return ok("{\"Responses\":{\"" + TABLE + "\":[" + items + "]},\"UnprocessedKeys\":{" + open + "}}");
    }

    private static String item(String key) {
        return "{\"pk\":{\"S\":\"" + key + "\"},\"value\":{\"S\":\"value\"}}";
    }

    /** The answer of a cancelled transaction. */
    static Reply cancelled(String... codes) {
        String reasons = String.join(
                ",",
                Arrays.stream(codes)
                        .map(code -> "{\"Code\":\"" + code + "\",\"Message\":\"m\"}")
                        .toList());
        return cancelledFor(reasons);
    }

    private static Reply cancelledFor(String reasons) {
        return (exchange, body) -> send(
                exchange,
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"message\":\"cancelled\","
                        + "\"CancellationReasons\":[" + reasons + "]}");
    }

    /** The answer to a transaction of one step whose condition an item does not meet. */
    static Reply cancelledBy(String item) {
        return cancelledFor("{\"Code\":\"ConditionalCheckFailed\",\"Message\":\"m\",\"Item\":" + item + "}");
    }

    /** The answer to a write of one key whose condition an item does not meet. */
    static Reply refused(String item) {
        return (exchange, body) -> send(
                exchange,
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\",\"message\":\"refused\","
                        + "\"Item\":" + item + "}");
    }

    /** No answer: the connection is closed. */
    static Reply lost() {
        return (exchange, body) -> exchange.close();
    }

    /** No answer, for as long as the endpoint is there. */
    Reply silence() {
        return (exchange, body) -> {
            closing.await();
            exchange.close();
        };
    }

    /** The same answer, a time later. */
    Reply after(Duration time, Reply reply) {
        return (exchange, body) -> {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
            reply.to(exchange, body);
        };
    }

    private void serve(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String operation = target.substring(target.indexOf('.') + 1);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(operation);
        bodies.add(body);
        try {
            next(operation).to(exchange, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private synchronized Reply next(String operation) {
        Deque<Reply> left = replies.get(operation);
        if (left == null) {
            return error(400, "UnknownOperationException");
        }
        return left.size() == 1 ? left.getFirst() : left.removeFirst();
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
