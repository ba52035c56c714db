package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.BACKEND;
import static dev.kvcdi.testkit.ContractLine.PAGE_CURSOR;
import static dev.kvcdi.testkit.ContractLine.VALUE_OWNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the library relies on beneath the API, and hides from tests that go through it. */
abstract class BackendContract extends Contract {

    private static final long EXPIRY = 32_503_680_000_000L;

    /** The driver's own backend. */
    Backend backend;

    @BeforeEach
    final void openBackend() {
        Probe probe = new Probe();
        open(Map.of(), probe::around);
        backend = probe.opened("default").backend();
    }

    @Test
    @Proves({BACKEND, VALUE_OWNED})
    void put_arrayChangedAfterwards_isNotKept() {
        byte[] value = utf8("value");
        put("key", value);
        Arrays.fill(value, (byte) 'x');
        assertThat(read("key").value()).isEqualTo(utf8("value"));
        batch().ifPresent(batch -> {
            byte[] other = utf8("other");
            batch.putAll(List.of(PutRequest.of(key("key"), other, StoredEntry.NEVER, Condition.none())));
            assertThat(other).isEqualTo(utf8("other"));
            Arrays.fill(other, (byte) 'x');
            assertThat(read("key").value()).isEqualTo(utf8("other"));
        });
    }

    @Test
    @Proves({BACKEND, VALUE_OWNED})
    void results_changedAfterwards_areTheCallersOwn() {
        put("key", utf8("value"));
        Arrays.fill(read("key").value(), (byte) 'x');
        ScanRequest all = ScanRequest.of("", 10, true, null);
        backend.scan(all).entries().forEach(entry -> Arrays.fill(entry.value(), (byte) 'x'));
        batch().ifPresent(batch -> batch.getAll(List.of(key("key")))
                .forEach(entry -> Arrays.fill(entry.orElseThrow().value(), (byte) 'x')));
        assertThat(read("key").value()).isEqualTo(utf8("value"));
        assertThat(backend.scan(all).entries().get(0).value()).isEqualTo(utf8("value"));
    }

    @Test
    @Proves(BACKEND)
    void reads_withoutValues_haveKeyVersionAndExpiry() {
        Version version = backend.put(PutRequest.of(key("key"), utf8("value"), EXPIRY, Condition.none()))
                .orElseThrow();
        StoredEntry read = backend.get(GetRequest.withoutValue(key("key"))).orElseThrow();
        StoredEntry listed =
                backend.scan(ScanRequest.of("", 10, false, null)).entries().get(0);
        for (StoredEntry entry : List.of(read, listed)) {
            assertThat(entry.key()).isEqualTo("key");
            assertThat(entry.version()).isEqualTo(version);
            assertThat(entry.expiryMillis()).isEqualTo(EXPIRY);
        }
        assertThat(backend.get(GetRequest.withoutValue(key("absent")))).isEmpty();
    }

    @Test
    @Proves(BACKEND)
    void version_askedLater_isStillTheOneOfTheEntry() {
        put("key", utf8("one"));
        StoredEntry entry = read("key");
        Version version = read("key").version();
        put("key", utf8("two"));
        assertThat(entry.version()).isEqualTo(version);
    }

    @Test
    @Proves(BACKEND)
    void getAll_presentAndAbsentKeys_haveTheOrderOfTheRequest() {
        put("a", utf8("1"));
        put("c", utf8("3"));
        batch().ifPresent(batch -> assertThat(batch.getAll(List.of(key("c"), key("b"), key("a"))).stream()
                        .map(entry -> entry.map(StoredEntry::key).orElse("nothing")))
                .containsExactly("c", "nothing", "a"));
    }

    @Test
    @Proves(BACKEND)
    void scan_anyLimit_keepsItAndGoesOnFromShortPositions() {
        for (String longest : Texts.longestKeys()) {
            put(longest, utf8("x"));
        }
        Texts.numbered("key", 20).forEach(key -> put(key, utf8("x")));
        for (int limit = 1; limit < 6; limit++) {
            List<String> keys = new ArrayList<>();
            byte[] position = null;
            do {
                ScanResult part = backend.scan(ScanRequest.of("", limit, false, position));
                assertThat(part.entries()).hasSizeLessThanOrEqualTo(limit);
                part.entries().forEach(entry -> keys.add(entry.key()));
                position = part.next();
                assertThat(position == null ? 0 : position.length).isLessThanOrEqualTo(Key.MAX_BYTES);
            } while (position != null);
            assertThat(keys).hasSize(24).doesNotHaveDuplicates();
        }
    }

    @Test
    @Proves(BACKEND)
    void scan_largeValues_endsThePartBeforeItFillsTheMemory() {
        assertThat(scanLarge(1)).doesNotHaveDuplicates();
    }

    /** What is rewritten during a listing may be read in another way than what is not. */
    @Test
    @Proves(BACKEND)
    void scan_largeValuesRewrittenMeanwhile_endsEachPartBeforeItFillsTheMemory() {
        scanLarge(2);
    }

    /** Scans more values than a part takes, and writes all of them before the first part, and again before the next ones. */
    private List<String> scanLarge(int writes) {
        byte[] value = new byte[Math.min(harness().largestValue(), DriverHarness.DEFAULT_LARGEST_VALUE)];
        List<String> keys = Texts.numbered("key", Math.min(ScanResult.ENOUGH_BYTES / value.length + 4, 1_000));
        List<String> listed = new ArrayList<>();
        byte[] position = null;
        int parts = 0;
        do {
            if (parts++ < writes) {
                keys.forEach(key -> put(key, value));
            }
            ScanResult part = backend.scan(ScanRequest.of("key", 1_000, true, position));
            part.entries().forEach(entry -> listed.add(entry.key()));
            assertThat(part.entries().stream()
                            .mapToLong(entry -> entry.value().length)
                            .sum())
                    .as("bytes of the values of a part")
                    .isLessThan(ScanResult.ENOUGH_BYTES + value.length);
            position = part.next();
        } while (position != null);
        assertThat(Set.copyOf(listed)).containsExactlyInAnyOrderElementsOf(keys);
        return listed;
    }

    @Test
    @Proves({BACKEND, PAGE_CURSOR})
    void scan_positionFromAnUntrustedClient_isRefusedOrStaysInThePrefix() {
        for (String prefix : List.of("o/", "p/", "q/")) {
            Texts.numbered(prefix, 20).forEach(key -> put(key, utf8("x")));
        }
        byte[] real = Objects.requireNonNull(
                backend.scan(ScanRequest.of("p/", 2, false, null)).next(), "the next position");
        byte[] other = Objects.requireNonNull(
                backend.scan(ScanRequest.of("q/", 2, false, null)).next(), "the next position");
        Random random = new Random(3);
        List<byte[]> forged =
                new ArrayList<>(List.of(new byte[0], new byte[] {0}, new byte[] {-1}, new byte[8], new byte[1_024]));
        forged.add(other);
        Texts.HOSTILE_KEYS.forEach(text -> forged.add(utf8(text)));
        forged.addAll(List.of(utf8("o/00003"), utf8("p"), utf8("p/"), utf8("p/zzz"), utf8("q/00003"), utf8("p0")));
        for (int i = 0; i < 300; i++) {
            byte[] changed = i % 2 == 0 ? real.clone() : new byte[random.nextInt(40)];
            if (i % 2 == 0) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            } else {
                random.nextBytes(changed);
            }
            forged.add(changed);
        }
        forged.forEach(this::staysInThePrefix);
    }

    private void staysInThePrefix(byte[] position) {
        List<StoredEntry> entries;
        try {
            entries = backend.scan(ScanRequest.of("p/", 100, false, position.clone()))
                    .entries();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("p/");
            return;
        }
        assertThat(entries)
                .as("entries from a forged position")
                .allSatisfy(entry -> assertThat(entry.key()).startsWith("p/"));
    }

    private Optional<BatchFacet> batch() {
        return backend.facet(BatchFacet.class);
    }

    private void put(String key, byte[] value) {
        byte[] given = value.clone();
        assertThat(backend.put(PutRequest.of(key(key), value, StoredEntry.NEVER, Condition.none())))
                .isPresent();
        assertThat(value).as("the array that was given").isEqualTo(given);
    }

    private StoredEntry read(String key) {
        return backend.get(GetRequest.of(key(key))).orElseThrow();
    }

    private static Key key(String text) {
        return Key.of(text).orElseThrow();
    }
}
