package dev.kvcdi.testkit;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.Page;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.spi.KVDriver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A part of the contract. Its tests find two empty stores at one place, which they share; tests that stop the library or look beneath
 * it open places of their own, closed after the test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(CapabilityGate.class)
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(300)
abstract class Contract {

    /** The place of the test; the same one for several tests. */
    Place place;

    /** The default store, empty when the test begins. */
    KVStore store;

    /** Another store of the same application, empty when the test begins. */
    KVStore second;

    /** Decides expiry in both stores. */
    ManualClock clock;

    private final List<Place> opened = new ArrayList<>();
    private @Nullable Place shared;

    /** The driver under test. */
    abstract DriverHarness harness();

    @BeforeEach
    final void beginEmpty() {
        place = emptyPlace();
        store = place.store();
        second = place.second();
        clock = place.clock();
    }

    /** Closes the places of the test; later ones are opened anew. */
    @AfterEach
    final void closeOpened() {
        List<Place> closing = List.copyOf(opened);
        opened.clear();
        closing.forEach(Place::close);
    }

    @AfterAll
    final void closeShared() {
        if (shared != null) {
            shared.close();
        }
    }

    /** A place for this test alone. */
    final Place open() {
        return open(Map.of(), driver -> driver);
    }

    /** A place for this test alone, with more configuration and the driver wrapped into another. */
    final Place open(Map<String, String> more, UnaryOperator<KVDriver> wrapping) {
        Place own = Place.fresh(harness(), more, wrapping);
        opened.add(own);
        return own;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All entries of a prefix, read in pages of a size. */
    static <V> List<Entry<V>> pages(TypedKVStore<V> store, String prefix, int limit) {
        List<Entry<V>> entries = new ArrayList<>();
        String cursor = null;
        do {
            Page<V> page = store.page(prefix, limit, cursor);
            if (page.entries().size() > limit) {
                throw new AssertionError(
                        "A page of " + page.entries().size() + " entries where at most " + limit + " were asked for");
            }
            entries.addAll(page.entries());
            cursor = page.nextCursor().orElse(null);
        } while (cursor != null);
        return entries;
    }

    static List<String> keysOf(List<? extends Entry<?>> entries) {
        return entries.stream().<String>map(Entry::key).toList();
    }

    private Place emptyPlace() {
        Place current = shared;
        if (current != null && !clears(current)) {
            shared = null;
            current.close();
            current = null;
        }
        if (current == null) {
            current = Place.fresh(harness());
            shared = current;
        }
        return current;
    }

    /** A place that an earlier, failed test left in disorder is not used again, so that one failure stays one. */
    private static boolean clears(Place place) {
        try {
            return place.clear();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
