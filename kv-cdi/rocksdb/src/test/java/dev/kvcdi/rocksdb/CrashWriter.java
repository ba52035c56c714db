package dev.kvcdi.rocksdb;

import dev.kvcdi.Condition;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WriteRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that writes until it is killed: several threads, each with keys of its own and a sequence of writes that is known
 * beforehand, of which it says how far it was told to have come. So what must be found afterwards is known exactly: all that was
 * acknowledged, and the one write under way as a whole or not at all.
 */
final class CrashWriter {

    static final int THREADS = 4;

    private static final int KEYS = 40;
    private static final Pattern DONE = Pattern.compile("done (\\S+) (\\d+) \\.");

    private CrashWriter() {}

    /** Arguments: the folder, whether to sync, the name of the round. */
    @SuppressWarnings("SystemOut") // How the test learns what was acknowledged.
    public static void main(String[] arguments) {
        OpenStore store =
                OpenStore.in(Path.of(arguments[0]), Map.of("sync", Boolean.valueOf(arguments[1]), "memory", 4L << 20));
        for (int t = 0; t < THREADS; t++) {
            String thread = arguments[2] + "/" + t;
            new Thread(() -> {
                        for (int i = 0; ; i++) {
                            write(store, step(thread, i));
                            System.out.println("done " + thread + " " + i + " .");
                        }
                    })
                    .start();
        }
    }

    /** The writes of a thread's i-th step: values by key, empty for a removal. They are applied together. */
    private static SortedMap<String, String> step(String thread, int i) {
        SortedMap<String, String> writes = new TreeMap<>();
        String key = thread + "/" + i * 31 % KEYS;
        if (i % 7 == 3) {
            writes.put(key, "");
        } else {
            writes.put(key, "v" + i + "x".repeat(i % 11 * 100));
        }
        if (i % 5 == 0) {
            writes.put(thread + "/pair", "v" + i);
        }
        return writes;
    }

    private static void write(OpenStore store, SortedMap<String, String> writes) {
        List<WriteRequest> requests = new ArrayList<>();
        writes.forEach((key, value) -> requests.add(request(store, key, value)));
        if (requests.size() > 1) {
            store.backend.facet(AtomicFacet.class).orElseThrow().apply(requests);
        } else if (requests.get(0) instanceof PutRequest put) {
            store.backend.put(put);
        } else if (requests.get(0) instanceof DeleteRequest delete) {
            store.backend.delete(delete);
        }
    }

    private static WriteRequest request(OpenStore store, String key, String value) {
        if (value.isEmpty()) {
            return DeleteRequest.of(OpenStore.key(key), Condition.none());
        }
        long expiry = value.length() % 3 == 0
                ? store.context.nowMillis() + Duration.ofDays(1).toMillis()
                : StoredEntry.NEVER;
        return PutRequest.of(OpenStore.key(key), value.getBytes(StandardCharsets.UTF_8), expiry, Condition.none());
    }

    /**
     * Returns after how many of its steps a thread leaves exactly these entries behind.
     *
     * @param from the fewest steps
     * @param to the most steps
     */
    static OptionalInt steps(String thread, Map<String, String> found, int from, int to) {
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; ; i++) {
            if (i >= from && entries.equals(found)) {
                return OptionalInt.of(i);
            }
            if (i == to) {
                return OptionalInt.empty();
            }
            step(thread, i).forEach((key, value) -> {
                if (value.isEmpty()) {
                    entries.remove(key);
                } else {
                    entries.put(key, value);
                }
            });
        }
    }

    /** Returns how many steps each thread was told to have made, by what the process said. */
    static Map<String, Integer> done(String output) {
        Map<String, Integer> done = new HashMap<>();
        for (String line : output.split("\n", -1)) {
            Matcher matcher = DONE.matcher(line);
            if (matcher.matches()) {
                done.put(matcher.group(1), Integer.parseInt(matcher.group(2)) + 1);
            }
        }
        return done;
    }

    /** Returns the entries of a thread. */
    static Map<String, String> entries(OpenStore store, String thread) {
        Map<String, String> entries = new HashMap<>();
        byte[] position = null;
        do {
            ScanResult part = store.backend.scan(ScanRequest.of(thread + "/", 100, true, position));
            part.entries().forEach(entry -> entries.put(entry.key(), OpenStore.text(entry)));
            position = part.next();
        } while (position != null);
        return entries;
    }
}
