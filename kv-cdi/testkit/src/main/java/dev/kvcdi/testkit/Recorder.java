package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Change;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A listener that keeps what it is told, and notices calls that overlap. */
final class Recorder<V> implements Consumer<Change<V>> {

    private final List<Change<V>> changes = new CopyOnWriteArrayList<>();
    private final AtomicBoolean inside = new AtomicBoolean();
    private volatile boolean overlapped;

    @Override
    public void accept(Change<V> change) {
        if (!inside.compareAndSet(false, true)) {
            overlapped = true;
        }
        changes.add(change);
        inside.set(false);
    }

    List<Change<V>> changes() {
        return List.copyOf(changes);
    }

    boolean overlapped() {
        return overlapped;
    }

    boolean lost() {
        return changes.stream().anyMatch(Change.Lost.class::isInstance);
    }

    /** The changes in short: {@code key=value}, {@code -key} and {@code lost}. */
    List<String> texts() {
        return changes().stream().map(Recorder::text).toList();
    }

    /** What was told of a key, in short, in order. */
    List<String> textsOf(String key) {
        return texts().stream()
                .filter(text -> text.equals("-" + key) || text.startsWith(key + "="))
                .toList();
    }

    /** What the listener believes to be in the store. */
    Map<String, V> state() {
        Map<String, V> state = new TreeMap<>();
        for (Change<V> change : changes()) {
            if (change instanceof Change.Put<V> put) {
                state.put(put.entry().key(), put.entry().value());
            } else if (change instanceof Change.Removed<V> removed) {
                state.remove(removed.key());
            }
        }
        return state;
    }

    /** Waits until exactly these changes have been told, in any order of the keys. */
    void awaitExactly(String... texts) {
        Eventually.holds("changes", () -> assertThat(texts()).containsExactlyInAnyOrder(texts));
    }

    /** Waits until a change has been told. */
    void awaitText(String text) {
        Eventually.holds("the change " + text, () -> assertThat(texts()).contains(text));
    }

    /** The number after the last colon of a change in short. */
    static int numberOf(String text) {
        return Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
    }

    private static String text(Change<?> change) {
        if (change instanceof Change.Put<?> put) {
            return put.entry().key() + "=" + put.entry().value();
        }
        if (change instanceof Change.Removed<?> removed) {
            return "-" + removed.key();
        }
        return "lost";
    }

    @Override
    public String toString() {
        return texts().toString();
    }
}
