package dev.kvcdi.benchmarks;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The keys and values that both sides of a comparison use: keys of 16 characters, values of 100, chosen uniformly.
 *
 * <p>The sizes are those of the project's table of measurements. Values are random letters, which LZ4 hardly compresses.
 */
final class Workload {

    static final int VALUE_LENGTH = 100;
    static final int HOT_KEYS = 1_000;

    /**
     * RocksDB's memory on both sides, in bytes, for {@code kv.rocksdb.memory}: a million entries fit, so that the comparison shows what
     * an operation costs, and not which side's entries fall out of a cache that is just too small.
     */
    static final long MEMORY = 384L << 20;

    /** The write buffer that the driver takes of so much memory, in bytes. */
    static final long WRITE_BUFFER = 64L << 20;

    private static final int VALUES = 1_024;

    private final String[] keys;
    private final String[] values = new String[VALUES];

    Workload(int count) {
        keys = new String[count];
        for (int i = 0; i < count; i++) {
            keys[i] = String.format(Locale.ROOT, "key-%012d", i);
        }
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < VALUES; i++) {
            values[i] = random.ints(VALUE_LENGTH, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    int size() {
        return keys.length;
    }

    String key(int index) {
        return keys[index];
    }

    String randomKey(SplittableRandom random) {
        return keys[random.nextInt(keys.length)];
    }

    String hotKey(SplittableRandom random) {
        return keys[random.nextInt(Math.min(HOT_KEYS, keys.length))];
    }

    /** Returns a key between two present ones, so that no file's range excludes it and only its filter can. */
    String missingKey(SplittableRandom random) {
        return randomKey(random).substring(0, 15) + (char) ('a' + random.nextInt(26));
    }

    String randomValue(SplittableRandom random) {
        return values[random.nextInt(VALUES)];
    }
}
