package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A client of {@code /events} that takes nothing of what it is sent. */
@ArquillianTest
class SlowListenerIT implements SampleHttp {

    /** With keys of a kilobyte, more than the connection's buffers take on both sides. */
    private static final int CHANGES = 5_000;

    /** Of five minutes. */
    private static final int MOST_BEATS = 20;

    private static final int SMALL_BUFFER = 4_096;

    /** A client that still has not taken an event at the second heartbeat is given up. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive sample() {
        return SampleArchive.withMemory("slow.war");
    }

    @Override
    public URI base() {
        return base;
    }

    /**
     * Servers differ in how much they keep for a connection themselves; what is beyond that, the client is told to have lost. On a slow
     * machine heartbeats come before all is written, and the server ends the connection.
     */
    @Test
    void listener_takingNothing_holdsUpNobodyAndMissesNothingUnsaid() throws IOException {
        try (Socket slow = new Socket();
                EventStream quick = EventStream.of(base())) {
            slow.setReceiveBufferSize(SMALL_BUFFER);
            slow.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            slow.getOutputStream()
                    .write(("GET " + base.getPath() + "events HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n\r\n")
                            .getBytes(UTF_8));
            BufferedReader late = new BufferedReader(new InputStreamReader(slow.getInputStream(), UTF_8));
            assertThat(until(late, "event: ?open").get(0)).contains("200");
            long begin = System.nanoTime();

            String prefix = fresh() + "k".repeat(900);
            IntStream.range(0, CHANGES)
                    .parallel()
                    .forEach(i -> assertThat(Raw.sendText(base, "PUT", "kv/" + prefix + i, "value")
                                    .status())
                            .isEqualTo(201));
            String last = fresh();
            text().body("value").put("kv/" + last).then().statusCode(201);

            quick.awaitLine(last);
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            List<String> lines = until(late, "data: ?.*(\"change\":\"lost\"|" + last + ").*");
            String end = lines.get(lines.size() - 1);
            if (end.contains(last)) {
                assertThat(lines).filteredOn(line -> line.contains(prefix)).hasSize(CHANGES);
            } else if (!end.contains("\"lost\"")) {
                assertThat(taken).as("how long nothing was taken").isGreaterThan(HEARTBEAT);
            }
        }
    }

    /** Reads up to the first line that fits, or to the end; heartbeats alone are not read for ever. */
    private static List<String> until(BufferedReader from, String pattern) throws IOException {
        List<String> lines = new ArrayList<>();
        int beats = 0;
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            lines.add(line);
            beats = line.startsWith(":") ? beats + 1 : beats;
            assertThat(beats).as("heartbeats before " + pattern).isLessThan(MOST_BEATS);
            if (line.matches(pattern)) {
                return lines;
            }
        }
        return lines;
    }
}
