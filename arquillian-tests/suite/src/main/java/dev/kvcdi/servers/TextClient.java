package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.servers.inside.TextServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application with a {@link TextServlet}, as its clients see it. */
final class TextClient {

    private final URI texts;

    TextClient(String server, String contextRoot) {
        texts = Http.application(server, contextRoot).resolve("texts");
    }

    static WebArchive add(WebArchive archive) {
        return archive.addClass(TextServlet.class);
    }

    void put(String key, String value) {
        assertThat(tryPut(key, value))
                .as("PUT of %s to %s was acknowledged", key, texts)
                .isTrue();
    }

    /** Tells whether the value was acknowledged; if not, it may be stored or not. */
    boolean tryPut(String key, String value) {
        try {
            return Http.put(at(key), value).statusCode() == 204;
        } catch (IOException e) {
            return false;
        }
    }

    Optional<String> get(String key) {
        HttpResponse<String> response = answer(at(key));
        return switch (response.statusCode()) {
            case 200 -> Optional.of(response.body());
            case 404 -> Optional.empty();
            default -> throw new AssertionError(texts + " gave " + response.statusCode() + ": " + response.body());
        };
    }

    /** Returns what is stored, as lines {@code key=value}. */
    Set<String> entries() {
        HttpResponse<String> response = answer(texts);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body().lines().collect(Collectors.toSet());
    }

    /** Waits until the application answers after a start, which opens its stores in the background. */
    TextClient awaitReady() {
        Awaitility.await("answers of " + texts).atMost(Duration.ofMinutes(1)).until(() -> {
            try {
                return Http.get(texts).statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        });
        return this;
    }

    private URI at(String key) {
        return URI.create(texts + "?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> answer(URI uri) {
        try {
            return Http.get(uri);
        } catch (IOException e) {
            throw new UncheckedIOException(uri + " gave no answer", e);
        }
    }
}
