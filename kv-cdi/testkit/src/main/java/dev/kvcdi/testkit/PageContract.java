package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.PAGE_COMPLETE;
import static dev.kvcdi.testkit.ContractLine.PAGE_CURSOR;
import static dev.kvcdi.testkit.ContractLine.PAGE_LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.Page;
import dev.kvcdi.TypedKVStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Listing page by page, with cursors that clients bring back. */
abstract class PageContract extends Contract {

    @Test
    @Proves({PAGE_COMPLETE, PAGE_LIMIT})
    void page_everyLimit_hasEachEntryOnce() {
        int count = 23;
        fill(store, "p/", count);
        store.set("o", "before");
        store.set("q", "after");
        List<Entry<String>> expected = store.entries("p/").toList();
        assertThat(expected).hasSize(count);
        for (int limit = 1; limit <= count + 2; limit++) {
            assertThat(pages(store, "p/", limit)).as("limit %d", limit).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(pages(store, "p/", 1_000)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(keysOf(pages(store, "", 5))).hasSize(count + 2);
    }

    @Test
    @Proves(PAGE_LIMIT)
    void page_limitOutOfRange_isRefused() {
        store.set("key", "value");
        for (int limit : new int[] {0, -1, 1_001, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> store.page("", limit, null), "limit %d", limit)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Proves(PAGE_LIMIT)
    void page_nothingToList_ends() {
        assertThat(pages(store, "", 10)).isEmpty();
        store.set("a", "x");
        assertThat(pages(store, "b", 10)).isEmpty();
    }

    @Test
    @Proves({PAGE_LIMIT, PAGE_COMPLETE})
    void page_mostEntries_hasThemAll() {
        fill(store, "many/", 1_500);
        assertThat(keysOf(pages(store, "many/", 1_000)))
                .containsExactlyInAnyOrderElementsOf(Texts.numbered("many/", 1_500));
    }

    @Test
    @Proves(PAGE_CURSOR)
    void cursor_anyKeys_needsNoEscapingInUrls() {
        Texts.HOSTILE_KEYS.forEach(key -> store.set(key, "x"));
        String cursor = null;
        do {
            Page<String> page = store.page("", 1, cursor);
            cursor = page.nextCursor().orElse(null);
            if (cursor != null) {
                assertThat(cursor).matches("[A-Za-z0-9._~-]+");
            }
        } while (cursor != null);
    }

    @Test
    @Proves(PAGE_COMPLETE)
    void cursor_usedTwice_givesTheSamePage() {
        fill(store, "p/", 10);
        String cursor = store.page("p/", 4, null).nextCursor().orElseThrow();
        assertThat(store.page("p/", 4, cursor)).isEqualTo(store.page("p/", 4, cursor));
        assertThat(store.bytes().page("p/", 4, cursor).map(String::new)).isEqualTo(store.page("p/", 4, cursor));
    }

    @Test
    @Proves(PAGE_COMPLETE)
    void cursor_itsEntryDeleted_goesOn() {
        fill(store, "p/", 12);
        Set<String> seen = new HashSet<>();
        String cursor = null;
        do {
            Page<String> page = store.page("p/", 3, cursor);
            page.entries()
                    .forEach(entry ->
                            assertThat(seen.add(entry.key())).as("seen twice").isTrue());
            page.entries().forEach(entry -> store.delete(entry.key()));
            cursor = page.nextCursor().orElse(null);
        } while (cursor != null);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(Texts.numbered("p/", 12));
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    @Proves(PAGE_COMPLETE)
    void pages_besideWriters_haveEveryLastingKey() throws Exception {
        List<String> lasting = Texts.numbered("s/lasting/", 300);
        store.setAll(lasting.stream().collect(Collectors.toMap(key -> key, key -> key)));
        AtomicBoolean done = new AtomicBoolean();
        Callable<Integer> reader = () -> {
            try {
                for (int round = 0; round < Scale.rounds(8); round++) {
                    List<String> keys = keysOf(pages(store, "s/", 7 + round * 13));
                    assertThat(Texts.missing(lasting, keys)).isEmpty();
                    assertThat(keys.stream()
                                    .filter(key -> key.startsWith("s/lasting/"))
                                    .toList())
                            .doesNotHaveDuplicates();
                }
                return 0;
            } finally {
                done.set(true);
            }
        };
        Callable<Integer> writer = () -> {
            Random random = new Random(1);
            while (!done.get()) {
                String passing = "s/" + "akmz".charAt(random.nextInt(4)) + random.nextInt(200);
                if (random.nextBoolean()) {
                    store.set(passing, "x");
                } else {
                    store.delete(passing);
                }
            }
            return 0;
        };
        Racers.race(2, racer -> racer == 0 ? reader : writer);
    }

    @Test
    @Proves(PAGE_CURSOR)
    void cursor_ofAnotherPrefixOrStore_isRefused() {
        for (String prefix : List.of("p/", "p/a", "q/", "p", "")) {
            fill(store, prefix.isEmpty() ? "r" : prefix, 5);
        }
        fill(second, "p/", 5);
        String cursor = store.page("p/", 2, null).nextCursor().orElseThrow();
        for (String prefix : List.of("p/a", "q/", "p", "", "p/0", "p//", "P/")) {
            assertRefused(store, prefix, cursor);
        }
        assertRefused(second, "p/", cursor);
        assertRefused(store.prefixed("p/"), "p/", cursor);
        assertRefused(store.prefixed("q/"), "", cursor);
        assertRefused(store, "p/", second.page("p/", 2, null).nextCursor().orElseThrow());
        assertRefused(store, "p/", store.page("q/", 2, null).nextCursor().orElseThrow());
        assertRefused(store, "p/", store.page("", 2, null).nextCursor().orElseThrow());
    }

    @Test
    @Proves(PAGE_CURSOR)
    void cursor_garbage_isRefused() {
        fill(store, "p/", 5);
        List<String> garbage = new ArrayList<>(Texts.HOSTILE_KEYS);
        garbage.addAll(Texts.LONE_SURROGATES);
        garbage.addAll(List.of(
                "",
                "p/00001",
                "x".repeat(100_000),
                "AAAA",
                "AQ",
                "====",
                "-",
                "%00",
                "../../etc/passwd",
                "0000000000000000"));
        for (int length = 0; length < 40; length++) {
            garbage.add(Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[length]));
        }
        garbage.add(Base64.getUrlEncoder().withoutPadding().encodeToString(utf8("p/00001")));
        for (String cursor : garbage) {
            assertRefused(store, "p/", cursor);
        }
    }

    @Test
    @Proves(PAGE_CURSOR)
    void cursor_tamperedWith_isRefusedOrStaysInThePrefix() {
        for (String prefix : List.of("o/", "p/", "q/")) {
            fill(store, prefix, 30);
        }
        String cursor = store.page("p/", 2, null).nextCursor().orElseThrow();
        Random random = new Random(7);
        for (int i = 0; i < cursor.length(); i++) {
            String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
            for (int n = 0; n < 6; n++) {
                char other = alphabet.charAt(random.nextInt(alphabet.length()));
                staysInside(store, "p/", cursor.substring(0, i) + other + cursor.substring(i + 1));
            }
            staysInside(store, "p/", cursor.substring(0, i));
            staysInside(store, "p/", cursor.substring(0, i) + cursor.substring(i + 1));
            staysInside(store, "p/", cursor.substring(0, i) + "A" + cursor.substring(i));
        }
        staysInside(store, "p/", cursor + "A");
        staysInside(store, "p/", cursor + cursor);
        staysInside(store, "p/", new StringBuilder(cursor).reverse().toString());
    }

    @Test
    @Proves(PAGE_CURSOR)
    void cursor_ofAPrefixedView_neverLeavesTheView() {
        KVStore view = store.prefixed("tenant-1/");
        fill(view, "p/", 10);
        fill(store, "tenant-2/p/", 10);
        assertThat(keysOf(pages(view, "p/", 3))).containsExactlyInAnyOrderElementsOf(Texts.numbered("p/", 10));
        String cursor = view.page("p/", 3, null).nextCursor().orElseThrow();
        assertRefused(store.prefixed("tenant-2/"), "p/", cursor);
        assertRefused(store, "p/", cursor);
        for (int i = 0; i < cursor.length(); i++) {
            staysInside(
                    view,
                    "p/",
                    cursor.substring(0, i) + (cursor.charAt(i) == 'B' ? 'C' : 'B') + cursor.substring(i + 1));
        }
    }

    private static void fill(TypedKVStore<String> store, String prefix, int count) {
        store.setAll(
                Texts.numbered(prefix, count).stream().collect(Collectors.toMap(key -> key, key -> "value of " + key)));
    }

    private static void assertRefused(TypedKVStore<?> store, String prefix, String cursor) {
        assertThatThrownBy(() -> store.page(prefix, 10, cursor), "%s", Texts.escaped(cursor))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void staysInside(TypedKVStore<String> store, String prefix, String cursor) {
        Page<String> page;
        try {
            page = store.page(prefix, 100, cursor);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining(prefix);
            return;
        }
        Set<String> inside = store.keys(prefix).collect(Collectors.toSet());
        assertThat(page.entries()).allSatisfy(entry -> assertThat(inside).contains(entry.key()));
    }
}
