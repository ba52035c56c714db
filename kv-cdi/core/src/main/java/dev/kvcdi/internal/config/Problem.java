package dev.kvcdi.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * A mistake in the configuration.
 *
 * @param what what is wrong
 * @param property the key it is about, or null
 * @param value the value and where it came from, or null; never a secret
 * @param action what to do
 */
record Problem(
        String what, @Nullable String property, @Nullable String value, String action) {

    static Problem of(String what, String action) {
        return new Problem(what, null, null, action);
    }

    static Problem at(String property, String what, @Nullable String value, String action) {
        return new Problem(what, property, value, action);
    }

    String describe() {
        var text = new StringBuilder(what);
        if (property != null) {
            line(text, "property:    ", property);
            line(text, "environment: ", KeyNames.environment(property));
            line(text, "value:       ", value == null ? "not set" : value);
        }
        line(text, "action:      ", action);
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append("\n    ").append(label).append(content);
    }
}
