package dev.kvcdi.sample.events;

import dev.kvcdi.sample.SampleStores;
import dev.kvcdi.sample.access.Caller;
import dev.kvcdi.sample.http.Problem;
import dev.kvcdi.sample.http.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All listeners. The stores are watched while there is one, once for all of them. */
@ApplicationScoped
public class Audience {

    /** Each listener has a connection and a buffer; strangers must not fill the server with them. */
    static final int MAX_LISTENERS = 100;

    private static final int RETRY_AFTER_SECONDS = 10;

    /** How long an application that stops waits for its listeners' connections to be closed. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /** What runs while there are listeners; guarded by this object. */
    private @Nullable Program program;

    private boolean closed;

    @Inject
    SampleStores stores;

    @Inject
    Threads threads;

    @Inject
    Clock clock;

    /**
     * Adds a listener.
     *
     * @param sink takes the events
     * @param sse makes them
     * @param view what is heard
     * @throws ProblemException if there are as many as there may be
     * @throws NotAuthorizedException if the view has ended: servers may take a token for a while after its end
     */
    void join(SseEventSink sink, Sse sse, EventView view) {
        if (!clock.instant().isBefore(view.until())) {
            throw new NotAuthorizedException(Caller.CHALLENGE);
        }
        Listener listener = new Listener(sink, sse, view, threads.executor(), this::leave);
        synchronized (this) {
            if (closed || listeners.size() >= MAX_LISTENERS) {
                throw new ProblemException(Problem.of(503, "There are as many listeners as there may be. Come again.")
                        .withRetryAfter(RETRY_AFTER_SECONDS));
            }
            if (program == null) {
                program = Program.start(stores, threads.scheduler(), this::tell, this::beat);
            }
            listeners.add(listener);
        }
        // The watches began before: what the client lists from now on misses nothing.
        listener.begin();
    }

    private void leave(Listener listener) {
        Program over = null;
        synchronized (this) {
            listeners.remove(listener);
            if (listeners.isEmpty()) {
                over = program;
                program = null;
            }
        }
        // Not under the lock: this waits for changes that are being told, and so perhaps for listeners who leave at
        // that.
        if (over != null) {
            over.stop();
        }
    }

    /** Ends everything with the application. */
    @PreDestroy
    void close() {
        List<Listener> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(listeners);
        }
        if (!all.isEmpty()) {
            endApart(all);
        }
    }

    /**
     * Ends listeners in a thread that ends with them. A thread of the server may keep the last requests that it finished (those of Grizzly
     * do), and with a connection that broke the stack trace of how it broke, which refers to our classes: the application would be in
     * memory for as long as the server runs.
     */
    private static void endApart(List<Listener> listeners) {
        Thread ending = new Thread(() -> listeners.forEach(Listener::end), "kv-sample-end-of-listeners");
        ending.start();
        try {
            ending.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many listeners there are. */
    int size() {
        return listeners.size();
    }

    private void tell(StoreEvent event) {
        listeners.forEach(listener -> listener.offer(event));
    }

    private void beat() {
        Instant now = clock.instant();
        listeners.forEach(listener -> listener.beat(now));
    }
}
