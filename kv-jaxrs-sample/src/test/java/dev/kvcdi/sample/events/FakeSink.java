package dev.kvcdi.sample.events;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client: it takes what it is sent at once, or not until it is told to, or is gone. */
final class FakeSink implements SseEventSink {

    final List<OutboundSseEvent> events = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> pace = CompletableFuture.completedFuture(null);
    private volatile boolean gone;
    private volatile boolean closed;

    /** Leaves each event that is sent from now on under way until {@link #goOn()}. */
    void hang() {
        pace = new CompletableFuture<>();
    }

    void goOn() {
        CompletableFuture<Void> waited = pace;
        pace = CompletableFuture.completedFuture(null);
        waited.complete(null);
    }

    void leave() {
        gone = true;
    }

    /** The names and data of what was sent. */
    List<String> texts() {
        return events.stream()
                .map(event -> event.getComment() != null ? "comment" : event.getName() + " " + event.getData())
                .toList();
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        if (gone) {
            return CompletableFuture.failedFuture(new IOException("gone"));
        }
        events.add(event);
        return pace;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
