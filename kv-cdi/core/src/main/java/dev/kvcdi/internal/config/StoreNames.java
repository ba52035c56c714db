package dev.kvcdi.internal.config;

import java.util.regex.Pattern;

/** The names that stores may have. */
final class StoreNames {

    static final String RULE =
            "Use 1 to 63 characters: lower-case words of letters and digits joined by single hyphens, beginning with a"
                    + " letter, such as order-items";

    private static final int LONGEST = 63;
    private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private StoreNames() {}

    static boolean isLegal(String name) {
        return name.length() <= LONGEST && LEGAL.matcher(name).matches();
    }
}
