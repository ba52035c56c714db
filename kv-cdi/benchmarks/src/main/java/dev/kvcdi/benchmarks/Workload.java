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

    private static final int VALUES = 1_024;

    private final String[] keys;
    private final String[] values = new String[VALUES];

    Workload(int count) {
        keys = new String[count];
        for (int i = 0; i < count; i++) {
            keys[i] = key("key-", i);
        }
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < VALUES; i++) {
            values[i] = random.ints(VALUE_LENGTH, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    private static String key(String prefix, int number) {
        return prefix + String.format(Locale.ROOT, "%012d", number);
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
