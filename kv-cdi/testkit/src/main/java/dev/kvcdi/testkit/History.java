package dev.kvcdi.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What several threads did to one key, and what they saw. It is linearizable when the calls have an order that explains every result,
 * in which no call comes before one that had returned when it began. The search is that of Wing and Gong, with the memory of Lowe.
 */
final class History {

    /** What was called. */
    enum Kind {
        WRITE,
        DELETE,
        READ,
        WRITE_IF_ABSENT,
        WRITE_IF_PRESENT,
        WRITE_IF,
        DELETE_IF
    }

    /**
     * A call.
     *
     * @param kind what was called
     * @param expected the value whose version was expected, for the kinds that have a condition on it
     * @param written the value to write, for the kinds that write; every value is written once
     * @param read the value that was read, null for none
     * @param applied whether it was applied
     * @param thread who called
     * @param call when it was called
     * @param returned when it returned
     */
    record Event(
            Kind kind,
            @Nullable String expected,
            @Nullable String written,
            @Nullable String read,
            boolean applied,
            int thread,
            long call,
            long returned) {

        Event between(int byThread, long from, long to) {
            return new Event(kind, expected, written, read, applied, byThread, from, to);
        }

        /** Whether the result is right when the key holds a value, or none. */
        boolean explains(@Nullable String current) {
            return switch (kind) {
                case WRITE, DELETE -> true;
                case READ -> Objects.equals(read, current);
                case WRITE_IF_ABSENT -> applied == (current == null);
                case WRITE_IF_PRESENT -> applied == (current != null);
                case WRITE_IF, DELETE_IF -> applied == (current != null && current.equals(expected));
            };
        }

        /** What the key holds afterwards. */
        @Nullable String after(@Nullable String current) {
            return kind == Kind.READ || !applied ? current : written;
        }

        @Override
        public String toString() {
            String what =
                    switch (kind) {
                        case READ -> "read " + (read == null ? "nothing" : read);
                        case DELETE -> "deleted";
                        case WRITE -> "wrote " + written;
                        case WRITE_IF_ABSENT -> "wrote " + written + " if absent: " + applied;
                        case WRITE_IF_PRESENT -> "wrote " + written + " if present: " + applied;
                        case WRITE_IF -> "wrote " + written + " if it was still " + expected + ": " + applied;
                        case DELETE_IF -> "deleted if it was still " + expected + ": " + applied;
                    };
            return call + " to " + returned + " thread " + thread + " " + what;
        }
    }

    /**
     * A point of the search.
     *
     * @param done the calls that have their place in the order, a bit each
     * @param value what the key holds then
     */
    private record Point(long done, @Nullable String value) {}

    private static final int MOST = Long.SIZE;

    private final List<Event> events;

    History(List<Event> events) {
        if (events.size() > MOST) {
            throw new IllegalArgumentException("A history has at most " + MOST + " calls");
        }
        this.events = new ArrayList<>(events);
        this.events.sort(Comparator.comparingLong(Event::call));
    }

    /** A call, of which the thread and the times are not known yet. */
    static Event event(
            Kind kind, @Nullable String expected, @Nullable String written, @Nullable String read, boolean applied) {
        return new Event(kind, expected, written, read, applied, 0, 0, 0);
    }

    boolean isLinearizable() {
        return explained(new Point(0, null), new HashSet<>());
    }

    private boolean explained(Point point, Set<Point> failed) {
        if (Long.bitCount(point.done()) == events.size()) {
            return true;
        }
        if (!failed.add(point)) {
            return false;
        }
        long firstReturn = Long.MAX_VALUE;
        for (int i = 0; i < events.size(); i++) {
            if (isOpen(point, i)) {
                firstReturn = Math.min(firstReturn, events.get(i).returned());
            }
        }
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            boolean next = isOpen(point, i) && event.call() <= firstReturn && event.explains(point.value());
            if (next && explained(new Point(point.done() | 1L << i, event.after(point.value())), failed)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOpen(Point point, int event) {
        return (point.done() & 1L << event) == 0;
    }

    @Override
    public String toString() {
        return events.stream().map(Event::toString).collect(Collectors.joining("\n"));
    }
}
