package dev.kvcdi.internal.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The spelling of keys. */
final class KeyNames {

    /** What follows the secret's name in the key of the file that has it. */
    static final String FILE_SUFFIX = "-file";

    private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^A-Za-z0-9]");

    private KeyNames() {}

    /**
     * Returns the environment variable that sets a key.
     *
     * @param key the key
     * @return its name by the rule of MicroProfile Config
     */
    static String environment(String key) {
        return NOT_ALPHANUMERIC.matcher(key).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    /**
     * Returns keys with a common beginning, and their environment variables, for a message.
     *
     * @param prefix what the keys begin with
     * @return a text
     */
    static String all(String prefix) {
        return prefix + "… (" + environment(prefix) + "…)";
    }

    /**
     * Returns the key that is spelled most like a given one.
     *
     * @param key the unknown key
     * @param known the known keys
     * @return the nearest of them, the first in alphabetical order among equals
     */
    static Optional<String> nearest(String key, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(key, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The fewest insertions, deletions, replacements and swaps of neighbours that make one text of the other. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
