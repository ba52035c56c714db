package dev.kvcdi.sample.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.KVStore;
import dev.kvcdi.sample.Application;
import dev.kvcdi.sample.SampleStores;
import dev.kvcdi.sample.access.Caller;
import dev.kvcdi.sample.access.Callers;
import dev.kvcdi.sample.http.ProblemException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.jboss.resteasy.plugins.providers.sse.SseImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AudienceTest {

    private final Application application =
            Application.of(Audience.class, EventsResource.class, SampleStores.class, TestThreads.class);
    private final Audience audience = application.bean(Audience.class);
    private final TestThreads threads = application.bean(TestThreads.class);
    private final KVStore persons =
            application.bean(SampleStores.class).named("persons").orElseThrow();
    private final FakeSink sink = new FakeSink();
    private final Sse sse = new SseImpl();

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void listen_change_isToldWithoutTheValue() {
        application.bean(EventsResource.class).listen(sink, sse, Callers.NOBODY);

        persons.set("ada", "secret");
        eventually(() -> assertThat(sink.texts()).hasSize(2));
        persons.delete("ada");
        eventually(() -> assertThat(sink.texts()).hasSize(3));

        assertThat(sink.texts().get(0)).isEqualTo("open {}");
        assertThat(sink.events.get(0).getReconnectDelay()).isEqualTo(2_000);
        assertThat(sink.texts().get(1)).matches("persons \\{\"change\":\"put\",\"key\":\"ada\",\"etag\":\".+\"}");
        assertThat(sink.texts().get(2)).isEqualTo("persons {\"change\":\"removed\",\"key\":\"ada\"}");
    }

    @Test
    void join_secondListener_sharesTheWatches() {
        FakeSink other = new FakeSink();
        audience.join(sink, sse, EventView.ALL);
        audience.join(other, sse, EventView.ALL);

        persons.set("ada", "value");

        eventually(() ->
                assertThat(List.of(sink.texts().size(), other.texts().size())).containsOnly(2));
        assertThat(other.texts()).isEqualTo(sink.texts());
    }

    @Test
    void join_moreThanTheMost_isRefusedAndComesAgain() {
        IntStream.range(0, Audience.MAX_LISTENERS).forEach(i -> audience.join(new FakeSink(), sse, EventView.ALL));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> audience.join(sink, sse, EventView.ALL))
                .satisfies(refused -> {
                    assertThat(refused.problem().status()).isEqualTo(503);
                    assertThat(refused.problem().retryAfter()).isPositive();
                });
        assertThat(audience.size()).isEqualTo(Audience.MAX_LISTENERS);
    }

    @Test
    void listener_slow_holdsUpNobodyAndIsToldThatChangesWereLost() {
        FakeSink slow = new FakeSink();
        slow.hang();
        audience.join(slow, sse, EventView.ALL);
        audience.join(sink, sse, EventView.ALL);
        eventually(() -> assertThat(slow.texts()).hasSize(1));

        int changes = EventBuffer.CAPACITY + 1;
        // In parts, since the other listener has as little room.
        for (int told = 0; told < changes; ) {
            int part = Math.min(changes, told + 100);
            IntStream.range(told, part).forEach(i -> persons.set("key" + i, "value"));
            eventually(() -> assertThat(sink.texts().stream().distinct()).hasSize(1 + part));
            told = part;
        }
        slow.goOn();

        eventually(() -> assertThat(slow.texts()).containsExactly("open {}", "persons {\"change\":\"lost\"}"));
    }

    @Test
    void heartbeat_clientThatWent_isFoundAndTheWatchesEnd() {
        audience.join(sink, sse, EventView.ALL);
        eventually(() -> assertThat(sink.texts()).containsExactly("open {}"));

        threads.beat();
        eventually(() -> assertThat(sink.texts()).containsExactly("open {}", "comment"));
        assertThat(threads.beats()).isTrue();
        sink.leave();
        threads.beat();

        eventually(() -> assertThat(audience.size()).isZero());
        eventually(() -> assertThat(threads.beats()).isFalse());
        eventually(() -> assertThat(sink.isClosed()).isTrue());
    }

    @Test
    void heartbeat_clientThatHangs_isGivenUp() {
        sink.hang();
        audience.join(sink, sse, EventView.ALL);
        eventually(() -> assertThat(sink.texts()).hasSize(1));

        threads.beat();
        assertThat(sink.isClosed()).isFalse();
        threads.beat();

        assertThat(sink.isClosed()).isTrue();
        assertThat(audience.size()).isZero();
    }

    @Test
    void heartbeat_callerWhoseTokenHasEnded_hearsNoMore() {
        FakeSink other = new FakeSink();
        Ending ending = new Ending();
        audience.join(sink, sse, ending);
        audience.join(other, sse, EventView.of(new Caller("bob", true, Application.NOW.plusSeconds(1))));
        eventually(() -> assertThat(sink.texts()).hasSize(1));

        ending.until = Application.NOW;
        threads.beat();

        eventually(() -> assertThat(sink.isClosed()).isTrue());
        assertThat(other.isClosed()).isFalse();
        assertThat(audience.size()).isEqualTo(1);
    }

    private static final class Ending implements EventView {

        private Instant until = Instant.MAX;

        @Override
        public Instant until() {
            return until;
        }

        @Override
        public Optional<StoreEvent> of(StoreEvent event) {
            return Optional.of(event);
        }
    }

    @Test
    void join_callerWhoseTokenHasEnded_isRefused() {
        EventView ended = EventView.of(new Caller("bob", true, Application.NOW));
        assertThatExceptionOfType(NotAuthorizedException.class).isThrownBy(() -> audience.join(sink, sse, ended));
        assertThat(audience.size()).isZero();
    }

    @Test
    void head_ofTheEvents_addsNoListener() {
        assertThat(application.bean(EventsResource.class).head(Callers.NOBODY).getMediaType())
                .isEqualTo(MediaType.SERVER_SENT_EVENTS_TYPE);
        assertThat(audience.size()).isZero();
    }

    @Test
    void listener_serverWithoutThreads_isGivenUp() {
        audience.join(sink, sse, EventView.ALL);
        eventually(() -> assertThat(sink.texts()).hasSize(1));

        threads.refuse();

        // A listener that is still being told of the opening takes a change along, and asks for no thread.
        eventually(() -> {
            persons.set("ada", "value");
            assertThat(audience.size()).isZero();
        });
        eventually(() -> assertThat(sink.isClosed()).isTrue());
    }

    @Test
    void join_afterAllHaveLeft_isToldAgain() {
        FakeSink first = new FakeSink();
        audience.join(first, sse, EventView.ALL);
        eventually(() -> assertThat(first.texts()).hasSize(1));
        first.leave();
        persons.set("ada", "noticed");
        eventually(() -> assertThat(audience.size()).isZero());

        audience.join(sink, sse, EventView.ALL);
        persons.set("eve", "value");

        eventually(() -> assertThat(sink.texts()).hasSize(2));
    }

    @Test
    void application_stops_endsItsListeners() {
        try (var other = Application.of(Audience.class, SampleStores.class, TestThreads.class)) {
            other.bean(Audience.class).join(sink, sse, EventView.ALL);
            eventually(() -> assertThat(sink.texts()).hasSize(1));
        }

        assertThat(sink.isClosed()).isTrue();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().untilAsserted(assertion);
    }
}
