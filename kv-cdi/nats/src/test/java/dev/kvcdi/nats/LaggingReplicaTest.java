package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Change;
import dev.kvcdi.Page;
import dev.kvcdi.Watch;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Consumers of a replica that does not have the newest messages. For who reads, such a consumer is one that begins elsewhere: where the replica
 * ends now, or will have gone on from. A proxy has the server begin there; when a replica really is behind is up to chance.
 */
class LaggingReplicaTest {

    private static final Pattern BEGIN = Pattern.compile("\"opt_start_seq\":(\\d+)");

    private final AtomicInteger consumers = new AtomicInteger();
    private volatile UnaryOperator<String> beginning = UnaryOperator.identity();
    private NatsServer server;
    private ChangingProxy proxy;
    private Application application;

    private void start(NatsBinary binary, String... settings) throws Exception {
        server = NatsServer.start(binary);
        server.awaitJetStream();
        proxy = new ChangingProxy(server.port(), this::request, UnaryOperator.identity());
        application = Application.on("nats://127.0.0.1:" + proxy.port(), settings);
    }

    @AfterEach
    void stop() {
        application.close();
        proxy.close();
        server.close();
    }

    private String request(String request) {
        Matcher begin = BEGIN.matcher(request);
        if (!begin.find()) {
            return request;
        }
        consumers.incrementAndGet();
        String other = beginning.apply(begin.group(1));
        // The length of a message is said before it.
        assertThat(other).hasSameSizeAs(begin.group(1));
        return request.substring(0, begin.start(1)) + other + request.substring(begin.end(1));
    }

    @ParameterizedTest
    @EnumSource
    void page_keyRewrittenMeanwhile_isReadThoughReplicasGetItLate(NatsBinary binary) throws Exception {
        start(binary);
        fill();
        Page<String> first = application.store.page("", 10, null);
        application.store.set("k15", "2");
        assertThat(rest(first, from -> from.equals("21") && consumers.get() <= 3 ? "99" : from))
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void page_replicaEndsBeforeTheLastPage_tellsNoKeyAgain(NatsBinary binary) throws Exception {
        start(binary);
        fill();
        Page<String> first = application.store.page("", 10, null);
        assertThat(rest(first, from -> from.equals("11") ? "10" : from))
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    private void fill() {
        for (int i = 0; i < 20; i++) {
            application.store.set("k" + i, "1");
        }
    }

    /** Returns the keys of a page and of all behind it, where consumers begin elsewhere on each. */
    private List<String> rest(Page<String> first, UnaryOperator<String> elsewhere) {
        List<String> keys = new ArrayList<>();
        beginning = elsewhere;
        Page<String> page = first;
        page.entries().forEach(entry -> keys.add(entry.key()));
        while (page.nextCursor().isPresent()) {
            consumers.set(0);
            page = application.store.page("", 10, page.nextCursor().get());
            page.entries().forEach(entry -> keys.add(entry.key()));
        }
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void watch_replicaEndsBeforeTheLastChange_tellsNoneAgain(NatsBinary binary) throws Exception {
        start(binary, "kv.nats.history", "5");
        fill();
        List<String> told = new CopyOnWriteArrayList<>();
        try (Watch watch = application.store.watch(
                "w",
                change -> told.add(
                        change instanceof Change.Put<String> put ? put.entry().value() : "none"))) {
            assertThat(watch).isNotNull();
            application.store.set("w", "first");
            await().until(() -> told.contains("first"));
            application.store.set("w", "second");
            await().until(() -> told.contains("second"));
            beginning = from -> from.equals("23") ? "21" : from;
            int before = consumers.get();
            proxy.cut();
            await().atMost(Application.HEALS).until(() -> consumers.get() > before);
            application.awaitAnswer(Application.HEALS);
            application.store.set("w", "third");
            await().atMost(Application.HEALS).until(() -> told.contains("third"));
            assertThat(told).containsExactly("first", "second", "third");
        }
    }
}
