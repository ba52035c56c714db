package dev.kvcdi.sample.events;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events that a listener did not take yet. When they get too many they give way to the notice that they were lost. */
final class EventBuffer {

    /** As many changes as a page shows many times over; whoever is further behind is quicker by listing again. */
    static final int CAPACITY = 256;

    private final Queue<StoreEvent> waiting = new ArrayDeque<>();

    /** Adds an event of a store, or of none. */
    void add(StoreEvent event) {
        if (waiting.size() < CAPACITY) {
            waiting.add(event);
            return;
        }
        Set<StoreEvent> notices = new LinkedHashSet<>();
        for (StoreEvent missed : waiting) {
            notices.add(notice(missed));
        }
        notices.add(notice(event));
        waiting.clear();
        waiting.addAll(notices);
    }

    /** Takes the oldest event away, null when there is none. */
    @Nullable StoreEvent poll() {
        return waiting.poll();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void clear() {
        waiting.clear();
    }

    /** What is about no store is kept as it is. */
    private static StoreEvent notice(StoreEvent missed) {
        boolean aboutNone = missed.equals(StoreEvent.OPEN) || missed.equals(StoreEvent.HEARTBEAT);
        return aboutNone ? missed : StoreEvent.lost(missed.name());
    }
}
