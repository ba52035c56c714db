package dev.kvcdi.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The walk through the sample that clients of {@code .http} files take. */
interface FileHttp extends SampleHttp {

    /** Twice, as people do. */
    @Test
    default void file_eachRequest_isAnsweredAsExpected() throws Exception {
        List<HttpFile.Request> requests = HttpFile.read(
                Path.of(System.getProperty("sample.file")),
                Map.of("host", base().toString().replaceFirst("/$", "")));
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        List<String> unexpected = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (HttpFile.Request request : requests) {
                int status = status(client, request);
                if (!request.expected().contains(status)) {
                    unexpected.add(request.name() + " " + status + " instead of " + request.expected());
                }
            }
        }

        assertThat(requests).isNotEmpty();
        assertThat(unexpected).isEmpty();
    }

    /** The body may have no end. */
    private static int status(HttpClient client, HttpFile.Request request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request.http(), BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }
}
