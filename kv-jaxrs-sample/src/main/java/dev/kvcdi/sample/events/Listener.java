package dev.kvcdi.sample.events;

import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that gets events: one at a time, on the server's threads, so that whoever offers an event never waits for a client. */
final class Listener {

    private static final System.Logger LOG = System.getLogger(Listener.class.getName());

    private final SseEventSink sink;
    private final Sse sse;
    private final EventView view;
    private final Executor threads;
    private final Consumer<Listener> ended;

    /** Guards what follows. */
    private final Object lock = new Object();

    private final EventBuffer buffer = new EventBuffer();
    private boolean sending;
    private boolean over;

    /** Whether the event that is under way was so at the last heartbeat too. */
    private boolean slow;

    /**
     * Makes a listener, whose first event is {@link StoreEvent#OPEN}.
     *
     * @param view what it hears
     * @param ended is told the listener when it is over
     */
    Listener(SseEventSink sink, Sse sse, EventView view, Executor threads, Consumer<Listener> ended) {
        this.sink = sink;
        this.sse = sse;
        this.view = view;
        this.threads = threads;
        this.ended = ended;
        buffer.add(StoreEvent.OPEN);
    }

    /** Takes an event, if it is for this listener, without waiting for the client. */
    void offer(StoreEvent event) {
        view.of(event).ifPresent(this::take);
    }

    private void take(StoreEvent event) {
        synchronized (lock) {
            if (over) {
                return;
            }
            buffer.add(event);
        }
        begin();
    }

    /** Sends what waits, unless that is being done already. */
    void begin() {
        synchronized (lock) {
            if (over || sending || buffer.isEmpty()) {
                return;
            }
            sending = true;
        }
        hand();
    }

    /**
     * Finds out whether the client is still there, one that went is noticed only by sending, one that hangs by what stays unsent, and
     * whether it may still hear anything.
     */
    void beat(Instant now) {
        boolean hangs;
        synchronized (lock) {
            hangs = sending && slow;
            slow = sending;
        }
        if (hangs || !now.isBefore(view.until())) {
            end();
        } else {
            offer(StoreEvent.HEARTBEAT);
        }
    }

    /** Ends the listener. Doing so again does nothing. */
    void end() {
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            buffer.clear();
        }
        ended.accept(this);
        try {
            sink.close();
        } catch (RuntimeException gone) {
            LOG.log(Level.DEBUG, "A listener's connection was closed already", gone);
        }
    }

    private void hand() {
        try {
            threads.execute(this::send);
        } catch (RejectedExecutionException busy) {
            LOG.log(Level.DEBUG, "The server has no thread for a listener, who will come again", busy);
            end();
        }
    }

    private void send() {
        for (StoreEvent event = next(); event != null; event = next()) {
            CompletionStage<?> sent;
            try {
                sent = sink.send(event.outbound(sse));
            } catch (RuntimeException gone) {
                LOG.log(Level.DEBUG, "A listener is gone", gone);
                end();
                return;
            }
            if (!sent.toCompletableFuture().isDone()) {
                sent.whenComplete((done, failure) -> sent(failure));
                return;
            }
            if (sent.toCompletableFuture().isCompletedExceptionally()) {
                end();
                return;
            }
        }
    }

    private void sent(@Nullable Throwable failure) {
        if (failure == null) {
            hand();
        } else {
            LOG.log(Level.DEBUG, "A listener is gone", failure);
            end();
        }
    }

    private @Nullable StoreEvent next() {
        synchronized (lock) {
            StoreEvent event = over ? null : buffer.poll();
            sending = event != null;
            slow = false;
            return event;
        }
    }
}
