package dev.kvcdi.dynamodb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DynamoDB Local, as it is started for tests. */
class DynamoDbLocalTest {

    private static final String TABLE = "{\"TableName\":\"kept\",\"BillingMode\":\"PAY_PER_REQUEST\","
            + "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}],"
            + "\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}],"
            + "\"StreamSpecification\":{\"StreamEnabled\":true,\"StreamViewType\":\"NEW_IMAGE\"}}";

    @Test
    void start_twice_areTwoServersWithStreams() throws Exception {
        try (DynamoDbLocal one = DynamoDbLocal.start();
                DynamoDbLocal other = DynamoDbLocal.start()) {
            assertThat(call(one, "DynamoDB_20120810.CreateTable", TABLE)).contains("\"LatestStreamArn\"");
            assertThat(call(one, "DynamoDBStreams_20120810.ListStreams", "{}")).contains("table/kept");
            assertThat(call(other, "DynamoDB_20120810.ListTables", "{}")).doesNotContain("kept");
        }
    }

    @Test
    void start_interface_isLoopbackOnly() {
        try (DynamoDbLocal server = DynamoDbLocal.start();
                Socket socket = new Socket()) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.2", server.port()), 5_000));
        } catch (IOException e) {
            throw new AssertionError("The socket could not be closed", e);
        }
    }

    @Test
    void kill_thenStartAgain_findsItsTablesAtTheSamePort() throws Exception {
        try (DynamoDbLocal server = DynamoDbLocal.startKeeping()) {
            int port = server.port();
            call(server, "DynamoDB_20120810.CreateTable", TABLE);
            server.kill();
            server.startAgain();
            assertThat(server.port()).isEqualTo(port);
            assertThat(call(server, "DynamoDB_20120810.ListTables", "{}")).contains("kept");
        }
    }

    @Test
    void start_jvmKilled_endsWithIt(@TempDir Path folder) throws Exception {
        Path pid = folder.resolve("pid");
        Process starter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        pid.toString())
                .inheritIO()
                .start();
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(pid) || !starter.isAlive());
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
            starter.destroyForcibly().waitFor();
            await().until(() -> !server.isAlive());
        } finally {
            starter.destroyForcibly();
        }
    }

    /** A JVM that starts a server and stays. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws Exception {
            try (DynamoDbLocal server = DynamoDbLocal.start()) {
                Path written = Path.of(arguments[0] + ".new");
                Files.writeString(written, Long.toString(server.pid()));
                Files.move(written, Path.of(arguments[0]));
                Thread.currentThread().join();
            }
        }
    }

    private static String call(DynamoDbLocal server, String target, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.endpoint()))
                .headers(
                        "X-Amz-Target",
                        target,
                        "Content-Type",
                        "application/x-amz-json-1.0",
                        "X-Amz-Date",
                        "20260101T000000Z",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request"
                                + ", SignedHeaders=host, Signature=0")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
