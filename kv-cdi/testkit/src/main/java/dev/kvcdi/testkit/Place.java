package dev.kvcdi.testkit;

import dev.kvcdi.KVStore;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.se.KVRuntime;
import dev.kvcdi.spi.KVDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A place of the driver under test where no data was, with the library running over it. */
final class Place implements AutoCloseable {

    /** The name of the store that is there beside the default one. */
    static final String SECOND = "second";

    private static final int DELETE_BATCH = 500;

    private final DriverHarness harness;
    private final UnaryOperator<KVDriver> wrapping;
    private final ManualClock clock;
    private final Map<String, String> own;
    private final Map<String, String> properties = new HashMap<>();
    private final Path folder;
    private final Set<String> used = new LinkedHashSet<>();
    private @Nullable KVRuntime runtime;

    private Place(DriverHarness harness, Map<String, String> more, UnaryOperator<KVDriver> wrapping, ManualClock clock)
            throws Exception {
        this.harness = harness;
        this.clock = clock;
        this.wrapping = wrapping;
        this.own = harness.properties();
        this.folder = Files.createTempDirectory("kvcdi-contract");
        properties.put("kv.driver", harness.driver().name());
        properties.put("kv.stores", SECOND);
        properties.put("kv.max-value-bytes", Integer.toString(harness.largestValue()));
        properties.putAll(own);
        properties.putAll(more);
    }

    /** A place that was never used before. */
    static Place fresh(DriverHarness harness) {
        return fresh(harness, Map.of(), driver -> driver);
    }

    /** A place that was never used before, with more configuration and the driver wrapped into another. */
    static Place fresh(DriverHarness harness, Map<String, String> more, UnaryOperator<KVDriver> wrapping) {
        return fresh(harness, more, wrapping, new ManualClock());
    }

    /** The same, with the clock of another place. */
    static Place fresh(
            DriverHarness harness, Map<String, String> more, UnaryOperator<KVDriver> wrapping, ManualClock clock) {
        Place place;
        try {
            place = new Place(harness, more, wrapping, clock);
        } catch (Exception e) {
            throw new IllegalStateException("The harness could not make a place for the driver", e);
        }
        try {
            place.start();
            return place;
        } catch (Throwable e) {
            place.closeAfter(e);
            throw e;
        }
    }

    KVStore store() {
        return store("default");
    }

    KVStore second() {
        return store(SECOND);
    }

    KVStore store(String name) {
        used.add(name);
        return running().store(name);
    }

    ManualClock clock() {
        return clock;
    }

    String driverName() {
        return harness.driver().name();
    }

    /** Ends the library and starts it again over the same data. Stores had before are closed for good. */
    void reopen() {
        stop();
        start();
    }

    /** Ends the library; the data stays. */
    void stop() {
        KVRuntime ending = running();
        runtime = null;
        ending.close();
    }

    /** Deletes all entries of the stores that were used, and tells whether that left them empty. */
    boolean clear() {
        for (String name : used) {
            KVStore store = store(name);
            List<String> keys = store.keys("").toList();
            if (keys.isEmpty()) {
                continue;
            }
            for (int from = 0; from < keys.size(); from += DELETE_BATCH) {
                store.deleteAll(keys.subList(from, Math.min(keys.size(), from + DELETE_BATCH)));
            }
            if (store.keys("").findAny().isPresent()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            if (runtime != null) {
                stop();
            }
        } finally {
            dispose();
        }
    }

    /** Starts the library again over the same data. */
    void resume() {
        resumeWithoutWaiting();
        awaitAnswer(running());
    }

    /** The same, for an engine that may be away. */
    void resumeWithoutWaiting() {
        if (runtime != null) {
            throw new IllegalStateException("The place is in use");
        }
        runtime = begin(properties);
    }

    /** The library once more over the same data of a remote engine, by the configuration of the harness alone; closed by the caller. */
    KVRuntime direct() {
        Map<String, String> plain = new HashMap<>(properties);
        plain.putAll(own);
        KVRuntime direct = begin(plain);
        awaitAnswer(direct);
        return direct;
    }

    private void start() {
        KVRuntime started = begin(properties);
        runtime = started;
        awaitAnswer(started);
    }

    private KVRuntime begin(Map<String, String> configuration) {
        return KVRuntime.builder()
                .application("contract")
                .dataFolder(folder)
                .driver(wrapping.apply(harness.driver()))
                .properties(configuration)
                .clock(clock)
                .start();
    }

    private static void awaitAnswer(KVRuntime started) {
        // Engines are connected in the background, and may be slow to answer for the first time.
        Eventually.holds("the driver's first answer", () -> assertAnswers(started));
    }

    private static void assertAnswers(KVRuntime runtime) {
        try {
            runtime.store("default").exists("first");
            runtime.store(SECOND).exists("first");
        } catch (KVUnavailableException | KVTimeoutException e) {
            throw new AssertionError("The driver does not connect", e);
        }
    }

    private KVRuntime running() {
        if (runtime == null) {
            throw new IllegalStateException("The place is stopped");
        }
        return runtime;
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void dispose() {
        try {
            harness.dispose(own);
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder()).forEach(Place::deleteFile);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("The harness could not remove a place of the driver", e);
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
