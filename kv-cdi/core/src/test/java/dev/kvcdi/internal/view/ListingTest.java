package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVStore;
import dev.kvcdi.Version;
import dev.kvcdi.internal.FilterBackend;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listings over engines that list as they like. */
class ListingTest {

    private final MemoryHarness harness = new MemoryHarness();
    private final List<ScanRequest> asked = new ArrayList<>();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void keys_areReadAsTheyAreConsumed() {
        KVStore store = fill(2_500);
        Stream<String> stream = store.keys("");
        assertThat(asked).isEmpty();
        Iterator<String> keys = stream.iterator();
        assertThat(keys.next()).isEqualTo("k00000");
        assertThat(asked).hasSize(1).allMatch(request -> !request.withValues());
        keys.forEachRemaining(key -> {});
        assertThat(asked).hasSize(3);
    }

    @Test
    void entries_ofAPart_readNoMoreThanThat() {
        KVStore store = fill(600);
        assertThat(store.entries("").limit(10)).hasSize(10);
        assertThat(asked).hasSize(1).allMatch(ScanRequest::withValues);
    }

    @Test
    void keys_inParallel_areComplete() {
        KVStore store = fill(3_456);
        List<String> keys = store.keys("").parallel().map(String::toUpperCase).toList();
        assertThat(keys).hasSize(3_456).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void keys_ofAnEngineWithoutOrder_thatListsARewrittenKeyAgain() {
        KVStore store = listing(
                EnumSet.complementOf(EnumSet.of(Capability.ORDERED)), part("b", "1", "a"), part(), part("c", "b", "d"));
        assertThat(store.keys("")).containsExactly("b", "1", "a", "c", "d");
        assertThat(store.entries("").map(Entry::key)).containsExactly("b", "1", "a", "c", "d");
    }

    @Test
    void page_ofAnEngineWithEmptyParts_isEmptyAndNotTheLast() {
        KVStore store = listing(EnumSet.allOf(Capability.class), part(), part("a"));
        assertThat(store.page("", 10, null).entries()).isEmpty();
        String cursor = store.page("", 10, null).nextCursor().orElseThrow();
        assertThat(store.page("", 10, cursor).entries()).hasSize(1);
        assertThat(store.page("", 10, cursor).nextCursor()).isEmpty();
    }

    @Test
    void keys_ofAnEngineThatLeavesThePrefix_isADefect() {
        KVStore store = listing(EnumSet.allOf(Capability.class), part("a/1", "b"));
        assertDefect(() -> store.keys("a/").forEach(key -> {}));
        assertDefect(() -> store.prefixed("a/").page("", 10, null));
    }

    @Test
    void keys_ofAnEngineThatDoesNotGetOn_isADefect() {
        KVStore store = harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public ScanResult scan(ScanRequest request) {
                return ScanResult.of(List.of(), new byte[] {1});
            }
        });
        assertDefect(() -> store.keys("").forEach(key -> {}));
    }

    @Test
    void page_ofAnEngineThatListsTooMuch_isADefect() {
        KVStore store = listing(EnumSet.allOf(Capability.class), part("a", "b"));
        assertDefect(() -> store.page("", 1, null));
    }

    @Test
    void keys_ofAnEngineThatRefusesItsOwnPosition_isADefect() {
        KVStore store = harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public ScanResult scan(ScanRequest request) {
                if (request.position() != null) {
                    throw new IllegalArgumentException("position");
                }
                return ScanResult.of(List.of(), new byte[] {1});
            }
        });
        assertDefect(() -> store.keys("").forEach(key -> {}));
    }

    @Test
    void entries_withAPoisonedEntry_failThere() {
        KVStore store = harness.store();
        store.set("a", "1");
        store.bytes().set("b", new byte[] {(byte) 0xFF});
        store.set("c", "3");
        List<String> seen = new ArrayList<>();
        assertThatExceptionOfType(KVCodecException.class)
                .isThrownBy(() -> store.entries("").forEach(entry -> seen.add(entry.key())))
                .satisfies(e -> assertThat(e.key()).contains("b"));
        assertThat(seen).containsExactly("a");
        assertThat(store.keys("")).containsExactly("a", "b", "c");
        assertThat(store.bytes().entries("")).hasSize(3);
    }

    private static void assertDefect(ThrowingCallable call) {
        assertThatExceptionOfType(KVException.class).isThrownBy(call).withMessageContaining("defect");
    }

    private KVStore fill(int keys) {
        KVStore store = harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public ScanResult scan(ScanRequest request) {
                asked.add(request);
                return super.scan(request);
            }
        });
        IntStream.range(0, keys).forEach(i -> store.set("k%05d".formatted(i), "v"));
        return store;
    }

    private static List<StoredEntry> part(String... keys) {
        return Stream.of(keys)
                .map(key -> StoredEntry.of(key, new byte[] {'v'}, StoredEntry.NEVER, () -> Version.of("1")))
                .toList();
    }

    @SafeVarargs
    private KVStore listing(Set<Capability> capabilities, List<StoredEntry>... parts) {
        return harness.store(new FilterBackend(harness.backend("things")) {
            @Override
            public Set<Capability> capabilities() {
                return capabilities;
            }

            @Override
            public ScanResult scan(ScanRequest request) {
                byte[] position = request.position();
                int at = position == null ? 0 : position[0];
                return ScanResult.of(parts[at], at + 1 == parts.length ? null : new byte[] {(byte) (at + 1)});
            }
        });
    }
}
