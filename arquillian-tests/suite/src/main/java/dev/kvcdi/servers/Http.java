package dev.kvcdi.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;

/** Requests to applications under test. */
final class Http {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private Http() {}

    /**
     * The address of an application.
     *
     * @param server the qualifier of the container
     * @param contextRoot the application's name in addresses, without slashes
     */
    static URI application(String server, String contextRoot) {
        return URI.create("http://127.0.0.1:" + System.getProperty(server + ".port") + "/" + contextRoot + "/");
    }

    /** The answer to GET. */
    static HttpResponse<String> get(URI uri) throws IOException {
        return send(HttpRequest.newBuilder(uri), BodyHandlers.ofString());
    }

    /** The answer to PUT. */
    static HttpResponse<String> put(URI uri, String body) throws IOException {
        return send(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(body)), BodyHandlers.ofString());
    }

    /** The lines of a successful answer, as they come. */
    static Stream<String> lines(URI uri) throws IOException {
        HttpResponse<Stream<String>> response = send(HttpRequest.newBuilder(uri), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new IOException(uri + " gave " + response.statusCode() + ": "
                    + String.join("\n", response.body().toList()));
        }
        return response.body();
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        try {
            return CLIENT.send(request.timeout(TIMEOUT).build(), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
