package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Threads that write to the source of a copy, anything to any of its keys, until they are stopped. */
final class CopyWriters implements AutoCloseable {

    private static final int WRITERS = 2;

    /** Between two writes of a writer: one to memory writes a million times while a copy to a slow engine begins, and takes its processor. */
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final KVStore store;
    private final Racers racers = new Racers();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicInteger written = new AtomicInteger();
    private volatile boolean stopped;

    private CopyWriters(KVStore store) {
        this.store = store;
    }

    /** Writes all keys once, and then goes on writing in the background. */
    static CopyWriters start(KVStore store, List<String> keys, long seed) {
        CopyWriters writers = new CopyWriters(store);
        Random first = new Random(seed);
        for (String key : keys) {
            writers.write(first, key);
        }
        for (int i = 1; i <= WRITERS; i++) {
            Random random = new Random(seed + i);
            writers.running.add(writers.racers.start(() -> {
                while (!writers.stopped) {
                    writers.write(random, keys.get(random.nextInt(keys.size())));
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
                return true;
            }));
        }
        return writers;
    }

    private void write(Random random, String key) {
        byte[] value = new byte[random.nextInt(200)];
        random.nextBytes(value);
        switch (random.nextInt(5)) {
            case 0 -> store.delete(key);
            case 1 -> store.bytes().set(key, value, Duration.ofMillis(1 + random.nextInt(20_000)));
            default -> store.bytes().set(key, value);
        }
        written.incrementAndGet();
    }

    /** Waits until they have written again some times. */
    void awaitWrites(int more) {
        int until = written.get() + more;
        Eventually.holds("writes beside the copy", () -> {
            if (written.get() < until && !stopped && running.stream().noneMatch(Future::isDone)) {
                throw new AssertionError("Only " + written.get() + " of " + until + " writes");
            }
        });
    }

    /** Stops them, and throws what any of them failed with. */
    void stop() throws Exception {
        stopped = true;
        for (Future<?> each : running) {
            Racers.result(each);
        }
    }

    @Override
    public void close() {
        stopped = true;
        racers.close();
    }

    /**
     * Asserts that a store which nobody writes to was copied whole. What expires meanwhile may be missing from a later listing, so the store
     * is listed before and after its copy.
     */
    static void assertCopied(KVStore from, KVStore to, String description) {
        Map<String, String> before = contents(from);
        Map<String, String> copy = contents(to);
        Map<String, String> after = contents(from);
        assertThat(copy).as("%s: the copy has all", description).containsAllEntriesOf(after);
        assertThat(before).as("%s: the copy has nothing else", description).containsAllEntriesOf(copy);
    }

    /** Values in hexadecimal digits and expiries, by key. */
    private static Map<String, String> contents(KVStore store) {
        Map<String, String> contents = new TreeMap<>();
        store.bytes()
                .entries("")
                .forEach(entry ->
                        contents.put(entry.key(), HexFormat.of().formatHex(entry.value()) + " until " + expiry(entry)));
        return contents;
    }

    private static String expiry(Entry<byte[]> entry) {
        return entry.expiry().map(Object::toString).orElse("never");
    }

    /** Writes an entry of every kind: any key, bytes that are no text, empty and largest values, with and without expiry. */
    static void writeEveryKind(KVStore store, int largestValue) {
        int i = 0;
        for (String key : Texts.HOSTILE_KEYS) {
            byte[] value = {(byte) i, 0, (byte) 0xff, (byte) 0xc0};
            if (i++ % 3 == 0) {
                store.bytes().set(key, value, Duration.ofMillis(3_600_000L + i));
            } else {
                store.bytes().set(key, value);
            }
        }
        for (String key : Texts.longestKeys()) {
            store.set(key, "longest key");
        }
        byte[] largest = new byte[largestValue];
        new Random(largestValue).nextBytes(largest);
        store.bytes().set("largest", largest);
        store.bytes().set("empty", new byte[0]);
    }
}
