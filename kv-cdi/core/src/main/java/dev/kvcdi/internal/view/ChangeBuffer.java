package dev.kvcdi.internal.view;

import dev.kvcdi.spi.StoredEntry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a listener was not told yet: the last of each key, or, once they are too many, only that they were lost. Not safe for
 * use by several threads.
 */
final class ChangeBuffer {

    /** The most keys with changes. */
    static final int MAX_CHANGES = 1_024;

    /** The most bytes of their values, unless a single one is larger. */
    static final long MAX_BYTES = 16L * 1_024 * 1_024;

    private static final Buffered LOST = new Buffered(null, null);

    /** By key; a key that changes again keeps its place, so that it cannot be put off for ever. */
    private final Map<String, Buffered> changes = new LinkedHashMap<>();

    private long bytes;
    private boolean lost;

    /**
     * A change.
     *
     * @param key the whole key, or null when changes were lost
     * @param entry the entry, or null when it was deleted
     */
    record Buffered(@Nullable String key, @Nullable StoredEntry entry) {

        private long bytes() {
            return entry == null ? 0 : entry.value().length;
        }
    }

    void put(StoredEntry entry) {
        add(entry.key(), new Buffered(entry.key(), entry));
    }

    void removed(String key) {
        add(key, new Buffered(key, null));
    }

    private void add(String key, Buffered change) {
        Buffered replaced = changes.put(key, change);
        bytes += change.bytes() - (replaced == null ? 0 : replaced.bytes());
        if (changes.size() > MAX_CHANGES || (bytes > MAX_BYTES && changes.size() > 1)) {
            lose();
            changes.put(key, change);
            bytes = change.bytes();
        }
    }

    /** Forgets all changes but that there were some. Those that come after are kept again, to be told after the loss. */
    void lose() {
        clear();
        lost = true;
    }

    void clear() {
        changes.clear();
        bytes = 0;
        lost = false;
    }

    boolean isEmpty() {
        return !lost && changes.isEmpty();
    }

    /** Takes out what is to be told next; there must be something. */
    Buffered take() {
        if (lost) {
            lost = false;
            return LOST;
        }
        Iterator<Buffered> first = changes.values().iterator();
        Buffered taken = first.next();
        first.remove();
        bytes -= taken.bytes();
        return taken;
    }
}
