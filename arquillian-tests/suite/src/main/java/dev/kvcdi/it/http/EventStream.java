package dev.kvcdi.it.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client of {@code /events} that keeps the lines it gets, until it is closed. */
final class EventStream implements AutoCloseable {

    /** Within this what is awaited is there. */
    static final Duration ARRIVES = Duration.ofMinutes(2);

    private final HttpResponse<InputStream> response;
    private final List<String> seen = new ArrayList<>();

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        Thread reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    /** Connects, and waits for the first event. */
    static EventStream of(URI base) {
        return connect(base).opened();
    }

    /** Connects with a token, and waits for the first event. */
    static EventStream of(URI base, String token) {
        return connect(HttpRequest.newBuilder(base.resolve("events")).header("Authorization", "Bearer " + token))
                .opened();
    }

    /** Connects, whatever the answer is. */
    static EventStream connect(URI base) {
        return connect(HttpRequest.newBuilder(base.resolve("events")));
    }

    private static EventStream connect(HttpRequest.Builder request) {
        try {
            return new EventStream(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    private EventStream opened() {
        awaitLine("event: open");
        return this;
    }

    HttpResponse<?> response() {
        return response;
    }

    /** The lines so far, with one space after the field's name, which some servers leave out. */
    synchronized List<String> lines() {
        return List.copyOf(seen);
    }

    /** Waits for a line that has a text. */
    void awaitLine(String part) {
        await(part).atMost(ARRIVES).untilAsserted(() -> assertThat(lines()).anyMatch(line -> line.contains(part)));
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
            }
            keep("closed by the server");
        } catch (IOException closed) {
            keep("closed: " + closed.getMessage());
        }
    }

    private synchronized void keep(String line) {
        seen.add(line.replaceFirst("^([a-z]+):\\s*", "$1: "));
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
