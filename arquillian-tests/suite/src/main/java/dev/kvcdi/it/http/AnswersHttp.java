package dev.kvcdi.it.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.it.http.Raw.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Answers byte for byte, but for ids, times and entity tags: on each engine the same as in {@code answers.txt}, and so the same as on
 * every other.
 */
interface AnswersHttp extends SampleHttp {

    String ADA = "{\"name\":\"Ada\",\"age\":36,\"email\":\"ada@example.com\"}";
    String EVE = "{\"name\":\"Eve\",\"age\":null,\"email\":\"eve@example.com\"}";
    String STALE = "If-Match: \"stale\"";

    @Test
    default void answers_onEveryEngine_areTheSame() throws IOException {
        List.of("person", "user").forEach(this::empty);
        List.of("kv/answers", "kv/answers/2", "person/answers", "user/answers")
                .forEach(path -> Raw.send(base(), "DELETE", path));
        var transcript = new Transcript(base());

        records(transcript, "person");
        records(transcript, "user");
        texts(transcript);
        refusals(transcript);

        Path written = Path.of("target", "answers", getClass().getSimpleName() + ".txt");
        Files.createDirectories(written.getParent());
        Files.writeString(written, transcript.text());
        try (InputStream expected = AnswersHttp.class.getResourceAsStream("answers.txt")) {
            assertThat(transcript.text())
                    .as("the answers in %s", written)
                    .isEqualTo(new String(Objects.requireNonNull(expected).readAllBytes(), UTF_8));
        }
    }

    /** Other tests leave records behind, which would be listed. */
    private void empty(String path) {
        for (String id : paged(path + "?limit=100")) {
            Raw.send(base(), "DELETE", path + "/" + URLEncoder.encode(id, UTF_8).replace("+", "%20"));
        }
    }

    private static void records(Transcript transcript, String path) {
        transcript.ask("GET", path + "?limit=100");
        Answer made = transcript.json("POST", path, ADA);
        String own = path + "/" + Transcript.member(made.body(), "id");
        String tag = Transcript.header(made.head(), "ETag");
        transcript.ask("GET", own);
        transcript.ask("HEAD", own);
        transcript.ask("GET", own, "If-None-Match: " + tag);
        transcript.ask("GET", path + "?limit=100");
        transcript.json("PUT", own, EVE, STALE);
        transcript.json("PUT", own, EVE, "If-Match: " + tag);
        transcript.json("PUT", own, ADA, "If-Match: " + tag);
        transcript.ask("GET", own);
        transcript.ask("DELETE", own, STALE);
        transcript.ask("DELETE", own, "If-Match: *");
        transcript.ask("GET", own);
        transcript.ask("DELETE", own);
        transcript.json("PUT", path + "/answers", ADA, "If-None-Match: *");
        transcript.json("PUT", path + "/answers", EVE, "If-None-Match: *");
        transcript.json("PUT", path + "/answers", EVE);
        transcript.ask("DELETE", path + "/answers");
        transcript.ask("DELETE", path + "/answers", "If-Match: *");
        transcript.json("POST", path, "{\"name\":\"\",\"age\":-1,\"email\":\"nope\"}");
        transcript.json("POST", path, "{\"name\":");
        transcript.ask("GET", path + "?cursor=forged");
        transcript.ask("GET", path + "?limit=0");
    }

    private static void texts(Transcript transcript) {
        transcript.ask("GET", "kv/answers");
        transcript.text("PUT", "kv/answers", "héllo 😀\n");
        transcript.ask("GET", "kv/answers");
        transcript.text("PUT", "kv/answers", "");
        transcript.ask("GET", "kv/answers");
        transcript.text("PUT", "kv/answers", "lost", STALE);
        transcript.text("PUT", "kv/answers", "lost", "If-None-Match: *");
        transcript.ask("DELETE", "kv/answers");
        transcript.text("PUT", "kv/answers", "lost", "If-Match: *");
        transcript.text("PUT", "kv?key=answers%2F2", "slash");
        transcript.ask("GET", "kv/answers/2");
        transcript.ask("DELETE", "kv/answers/2");
        transcript.text("PUT", "kv/answers", "v".repeat(LimitsHttp.LARGEST_VALUE + 1));
        transcript.text("PUT", "kv/" + "k".repeat(1_025), "value");
        transcript.ask("GET", "kv?key=");
        transcript.ask("GET", "kv?key=%FF");
        transcript.text("PUT", "kv/answers?ttl=3600", "for an hour");
        transcript.ask("GET", "kv/answers");
        transcript.ask("GET", "keys?prefix=answers");
        transcript.text("PUT", "kv/answers?ttl=0", "lost");
        transcript.ask("DELETE", "kv/answers");
        transcript.ask("GET", "keys?prefix=answers");
        transcript.ask("GET", "keys?store=nope");
        transcript.ask("GET", "keys?prefix=%FF");
    }

    private static void refusals(Transcript transcript) {
        transcript.ask("GET", "nowhere");
        transcript.ask("POST", "kv/answers", "Content-Type: text/plain", "Content-Length: 0");
        transcript.ask("GET", "person", "Accept: application/xml");
        transcript.ask("POST", "person", "Content-Type: application/xml", "Content-Length: 0");
    }
}
