package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVStore;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.se.KVRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a driver promises to those who upgrade, as tests: what an earlier release wrote is read as it was, and goes on from there. Extend
 * it with a class for the driver, in a module that keeps the data of each release in {@code src/test/resources/kept/<release>}.
 *
 * <p>To keep what the present version writes, as is done once for each release that writes another format, run the class with {@code
 * -Dkvcdi.keep=<release>}, and commit the folder.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class UpgradeContract {

    private static final Path KEPT = Path.of("src/test/resources/kept");
    private static final String KEEP = "kvcdi.keep";
    private static final String ENTRIES = "entries.txt";
    private static final String SECOND = Place.SECOND;

    /** When the data is written: so late that no engine removes by its own clock what expires. */
    private static final Instant WRITTEN = Instant.parse("2100-01-01T00:00:00Z");

    private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

    @TempDir
    private Path temporary;

    private volatile Instant now = WRITTEN;

    /** Makes the suite. */
    protected UpgradeContract() {}

    /**
     * Returns the harness of the driver under test.
     *
     * @return the harness, a new one or always the same
     */
    protected abstract DriverHarness harness();

    /**
     * Keeps what a store wrote, as the engine has it and without what differs from machine to machine.
     *
     * @param properties what leads to the data, as the harness gave it
     * @param dataFolder where an embedded engine has it
     * @param kept a folder for it, which exists
     * @throws Exception if that fails, which fails the test
     */
    protected abstract void keep(Map<String, String> properties, Path dataFolder, Path kept) throws Exception;

    /**
     * Puts data that was kept where an engine finds it.
     *
     * @param kept the folder that {@link #keep} filled
     * @param properties what will lead to the data, as the harness gave it
     * @param dataFolder where an embedded engine will look for it; it exists, and is empty
     * @throws Exception if that fails, which fails the test
     */
    protected abstract void restore(Path kept, Map<String, String> properties, Path dataFolder) throws Exception;

    final Stream<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(KEPT)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void dataOfRelease_isReadAndGoesOn(Path kept) throws Exception {
        check(kept);
    }

    /** So the data of this release can be made anew, and is no accident of the day when it was made. */
    @Test
    void dataOfThisVersion_keptAndRestored_isReadAndGoesOn() throws Exception {
        String release = System.getProperty(KEEP);
        Path kept = release == null ? temporary.resolve("kept") : KEPT.resolve(release);
        Files.createDirectories(kept);
        DriverHarness harness = harness();
        Map<String, String> properties = harness.properties();
        Path folder = Files.createTempDirectory(temporary, "written");
        now = WRITTEN;
        try {
            KeptEntry.write(kept.resolve(ENTRIES), write(harness, properties, folder));
            keep(properties, folder, kept);
        } finally {
            harness.dispose(properties);
        }
        check(kept);
    }

    private List<KeptEntry> write(DriverHarness harness, Map<String, String> properties, Path folder) {
        try (KVRuntime runtime = start(harness, properties, folder)) {
            for (String name : List.of("default", SECOND)) {
                KVStore store = runtime.store(name);
                store.set("text", "grüße aus " + name);
                store.set("empty", "");
                store.set("overwritten", "before");
                store.set("deleted", "before");
                store.set("expires no longer", "value", TIME_TO_LIVE);
                store.bytes().set("bytes", everyByte());
                store.set("кључ/with *.>% and\u0000", "a key of many kinds of characters");
            }
        }
        // What an engine brings from its log into its tables at a start, it has brought there now.
        try (KVRuntime runtime = start(harness, properties, folder)) {
            List<KeptEntry> entries = new ArrayList<>();
            for (String name : List.of("default", SECOND)) {
                KVStore store = runtime.store(name);
                store.set("overwritten", "after");
                store.delete("deleted");
                store.set("expires no longer", "value");
                store.set("expires", "value", TIME_TO_LIVE);
                store.setAll(Map.of("batch/1", "one", "batch/2", "two"));
                entries.addAll(KeptEntry.in(store));
            }
            return entries;
        }
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private void check(Path kept) throws Exception {
        List<KeptEntry> entries = KeptEntry.read(kept.resolve(ENTRIES));
        DriverHarness harness = harness();
        Map<String, String> properties = harness.properties();
        Path folder = Files.createTempDirectory(temporary, "restored");
        try {
            restore(kept, properties, folder);
            now = WRITTEN.plus(TIME_TO_LIVE).minusMillis(1);
            try (KVRuntime runtime = start(harness, properties, folder)) {
                checkReads(runtime, entries);
            }
            now = WRITTEN.plus(TIME_TO_LIVE);
            List<KeptEntry> lasting =
                    entries.stream().filter(Predicate.not(KeptEntry::expires)).toList();
            assertThat(lasting).hasSizeLessThan(entries.size());
            try (KVRuntime runtime = start(harness, properties, folder)) {
                checkReads(runtime, lasting);
                checkWrites(runtime, lasting);
            }
            try (KVRuntime runtime = start(harness, properties, folder)) {
                for (KeptEntry each : lasting) {
                    assertThat(runtime.store(each.store()).get(each.key())).contains("later");
                }
            }
        } finally {
            harness.dispose(properties);
        }
    }

    private static void checkReads(KVRuntime runtime, List<KeptEntry> entries) {
        for (String name : List.of("default", SECOND)) {
            KVStore store = runtime.store(name);
            List<KeptEntry> expected =
                    entries.stream().filter(each -> each.store().equals(name)).toList();
            assertThat(expected).isNotEmpty();
            assertThat(KeptEntry.in(store)).containsExactlyInAnyOrderElementsOf(expected);
            for (KeptEntry each : expected) {
                assertThat(store.bytes().entry(each.key()).map(entry -> KeptEntry.of(name, entry)))
                        .contains(each);
            }
        }
    }

    /** A version that was read before an upgrade, by a client of an application perhaps, counts after it. */
    private static void checkWrites(KVRuntime runtime, List<KeptEntry> entries) {
        for (KeptEntry each : entries) {
            KVStore store = runtime.store(each.store());
            PutOptions unchanged = PutOptions.ifVersion(each.asVersion());
            assertThat(store.put(each.key(), "later", unchanged)).as(each.key()).isPresent();
            assertThat(store.put(each.key(), "once more", unchanged))
                    .as(each.key())
                    .isEmpty();
            store.set("new " + each.key().length(), new String(everyByte(), 0, 64, StandardCharsets.US_ASCII));
        }
    }

    private KVRuntime start(DriverHarness harness, Map<String, String> properties, Path folder) {
        KVRuntime runtime = KVRuntime.builder()
                .application("kept")
                .dataFolder(folder)
                .driver(harness.driver())
                .property("kv.driver", harness.driver().name())
                .property("kv.stores", SECOND)
                .properties(properties)
                .clock(() -> now)
                .start();
        // Engines are connected in the background, and may be slow to answer for the first time.
        Eventually.holds("the driver's first answer", () -> assertAnswers(runtime));
        return runtime;
    }

    private static void assertAnswers(KVRuntime runtime) {
        try {
            runtime.store("default").exists("first");
            runtime.store(SECOND).exists("first");
        } catch (KVUnavailableException | KVTimeoutException e) {
            throw new AssertionError("The driver does not connect", e);
        }
    }
}
